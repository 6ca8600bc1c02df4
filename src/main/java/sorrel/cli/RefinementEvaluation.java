package sorrel.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.Words;

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
      terminal.note(
          "No refinement followed: a registered network is trained further only if its head falls short.");
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
    String taken = "Refined in %s: ".formatted(Words.of(elapsed(ended)));
    if (ended.promoted().isEmpty()) {
      terminal.note(taken + "the version before stays, and with it what was measured.");
      return;
    }
    String version = ended.promoted().get();
    awaitAnswer(pictures, version);
    terminal.note(
        "%sversion %s names the right class for %s of all testing pictures. Right: %s."
            .formatted(
                taken,
                version,
                client
                    .version(model, version)
                    .accuracy()
                    .map(Words::percent)
                    .orElse("an unknown share"),
                pictures.ask().words()));
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
