package sorrel.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Words;
import sorrel.kernel.Interval;

/** Waits for the further training that follows an expansion, and says what it brought. */
record RefinementEvaluation(SorrelClient client, Terminal terminal) {
  private static final Duration MAX = Duration.ofMinutes(10);

  /**
   * Waits and measures.
   *
   * @param pictures to ask about when it has ended
   */
  void run(OldAndNew pictures) {
    String model = pictures.model();
    Refining refining = new Refining(client, terminal);
    Optional<Contract.Run> begun = refining.newest(model);
    if (begun.isEmpty()) {
      terminal.note("No refinement followed: it is for networks that were trained here.");
      return;
    }
    Contract.Run ended = refining.await(model, begun.get(), MAX);
    if (!ended.finished()) {
      client.cancelRun(model, ended.id());
      terminal.note(
          "The refinement was still going on after %s and was cancelled.".formatted(Words.of(MAX)));
      return;
    }
    ended.message().ifPresent(terminal::note);
    ended.promoted().ifPresent(version -> awaitAnswer(pictures, version));
    OldAndNew.Shares after = pictures.ask();
    Optional<Interval> heldOut = client.model(model).serving().flatMap(Contract.Serving::accuracy);
    terminal.note(
        "Refined in %s (%s): held-out %s; %s."
            .formatted(
                Words.of(elapsed(ended)),
                ended
                    .promoted()
                    .map(version -> "version " + version)
                    .orElse("the version before stays"),
                heldOut.map(Words::percent).orElse("accuracy not known"),
                after.words()));
  }

  private static Duration elapsed(Contract.Run ended) {
    Instant finished = ended.finishedAt().orElse(ended.createdAt());
    return Duration.between(ended.createdAt(), finished);
  }

  /** It is loaded and warmed first. */
  private void awaitAnswer(OldAndNew pictures, String version) {
    byte[] picture = pictures.old().getFirst().content().get();
    long start = System.nanoTime();
    while (!client.classify(pictures.model(), picture).version().equals(version)) {
      if (System.nanoTime() - start > Expanding.PROMOTION_MAX.toNanos()) {
        throw new CommandFailure("The refined version %s does not answer.".formatted(version));
      }
      Polling.pause();
    }
  }
}
