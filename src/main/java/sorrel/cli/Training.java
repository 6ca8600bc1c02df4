package sorrel.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.Words;

/** Starts a run and follows it on a live leaderboard, until its model serves. */
final class Training {
  private final SorrelClient client;
  private final Terminal terminal;

  Training(SorrelClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
  }

  /** A model that was trained and serves, and how long that took as seen from here. */
  record Outcome(Contract.Model model, Contract.Serving serving, Duration elapsed) {}

  /**
   * Trains a model.
   *
   * @param target accuracy, 0 to 1, at which the search ends
   * @param budget after which it ends with the best so far
   * @throws CommandFailure if nothing came of it
   */
  Outcome run(String model, double target, Duration budget) {
    long start = System.nanoTime();
    Contract.Run run = client.startRun(model, target, budget);
    LiveText board = terminal.progress();
    while (!run.finished()) {
      board.show(lines(run, since(start)));
      Polling.pause();
      run = client.run(model, run.id());
    }
    board.end(lines(run, since(start)));
    if (!run.state().equals("succeeded")) {
      throw new CommandFailure(
          "Training %s. %s"
              .formatted(run.state(), run.message().or(run::ending).orElse(""))
              .trim());
    }
    run.message().ifPresent(terminal::note);
    Contract.Model served = awaitServing(model);
    return new Outcome(served, served.serving().orElseThrow(), since(start));
  }

  /** Waits until a run that was started before has ended and its model serves. */
  Contract.Model awaitEnd(String model) {
    Contract.Model now = client.model(model);
    while (now.state().equals("training")) {
      Polling.pause();
      now = client.model(model);
    }
    return now;
  }

  /** On a terminal the time runs along; elsewhere it would make every line a new one. */
  private List<String> lines(Contract.Run run, Duration elapsed) {
    List<String> lines = new ArrayList<>(Leaderboard.of(run, elapsed));
    if (!terminal.live()) {
      lines.removeFirst();
      if (lines.isEmpty()) {
        lines.add("Training: " + run.state());
      }
    }
    return lines;
  }

  private Contract.Model awaitServing(String model) {
    long start = System.nanoTime();
    Contract.Model now = client.model(model);
    while (now.serving().isEmpty() || now.state().equals("training")) {
      if (since(start).compareTo(Expanding.PROMOTION_MAX) > 0) {
        throw new CommandFailure(
            "Training succeeded, but the model has not begun to serve within %s."
                .formatted(Words.of(Expanding.PROMOTION_MAX)));
      }
      Polling.pause();
      now = client.model(model);
    }
    return now;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
