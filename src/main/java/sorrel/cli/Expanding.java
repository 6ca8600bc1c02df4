package sorrel.cli;

import java.time.Duration;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.Words;

/**
 * Brings a version in use up to date with a model's classes and pictures, on a line of progress.
 */
final class Expanding {
  /** A promoted version is loaded and warmed before it serves. */
  static final Duration PROMOTION_MAX = Duration.ofMinutes(2);

  private static final Optional<String> LOST_TOO_MUCH = Optional.of("lost-too-much");

  private final SorrelClient client;
  private final Terminal terminal;

  Expanding(SorrelClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
  }

  /**
   * What came of it.
   *
   * @param version that the run made
   * @param asked when it was asked for, by {@link System#nanoTime}
   */
  record Outcome(Contract.Version version, Contract.Run run, long asked) {}

  /**
   * Expands a model, until it has a new version.
   *
   * @param mayLose how much of their accuracy the classes known before may lose, 0 to 1; the
   *     server's limit if empty
   * @param refine whether the network is trained further afterwards
   * @throws CommandFailure if nothing came of it
   */
  Outcome run(String model, Optional<Double> mayLose, boolean refine) {
    long asked = System.nanoTime();
    Contract.Run run = client.startExpansion(model, mayLose, refine);
    LiveText line = terminal.progress();
    while (!run.finished()) {
      String elapsed =
          terminal.live()
              ? ", " + Words.of(Duration.ofNanos(System.nanoTime() - asked)) + " so far"
              : "";
      line.show("Expanding: " + run.state() + elapsed);
      Polling.pause();
      run = client.run(model, run.id());
    }
    line.end("Expanding: " + run.state());
    String message = run.message().or(run::ending).orElse("");
    if (!run.state().equals("succeeded")) {
      String advice =
          run.ending().equals(LOST_TOO_MUCH)
              ? " To allow it, repeat the command with --may-lose and a larger share."
              : "";
      throw new CommandFailure("Expanding %s. %s".formatted(run.state(), message).trim() + advice);
    }
    if (!message.isEmpty()) {
      terminal.note(message);
    }
    String version =
        run.promoted()
            .orElseThrow(
                () -> new CommandFailure("Expanding succeeded, but no new version came of it."));
    return new Outcome(client.version(model, version), run, asked);
  }

  /** Waits until another version is in use than before, and answers the model as it is then. */
  Contract.Model awaitServing(Contract.Model before) {
    long start = System.nanoTime();
    Contract.Model now = client.model(before.id());
    while (version(now).equals(version(before))) {
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(PROMOTION_MAX) > 0) {
        throw new CommandFailure(
            "There is a new version, but it has not begun to answer within %s."
                .formatted(Words.of(PROMOTION_MAX)));
      }
      Polling.pause();
      now = client.model(before.id());
    }
    return now;
  }

  private static Optional<String> version(Contract.Model model) {
    return model.serving().map(Contract.Serving::version);
  }
}
