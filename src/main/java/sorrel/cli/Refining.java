package sorrel.cli;

import java.time.Duration;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.Words;

/** Follows the further training that begins by itself when a model has been expanded. */
final class Refining {
  private final SorrelClient client;
  private final Terminal terminal;

  Refining(SorrelClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
  }

  /** A model's refinement, if that is its newest run. */
  Optional<Contract.Run> newest(String model) {
    return client
        .model(model)
        .run()
        .map(run -> client.run(model, run))
        .filter(run -> "refinement".equals(run.kind()));
  }

  /**
   * Waits for a refinement to end.
   *
   * @return the run as it is when it has ended or the time is up
   */
  Contract.Run await(String model, Contract.Run refinement, Duration max) {
    long start = System.nanoTime();
    Contract.Run run = refinement;
    LiveText line = terminal.progress();
    Duration elapsed = Duration.ZERO;
    while (!run.finished() && elapsed.compareTo(max) < 0) {
      line.show(line(run) + (terminal.live() ? ", " + Words.of(elapsed) : ""));
      Polling.pause();
      run = client.run(model, run.id());
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    }
    line.end(line(run));
    return run;
  }

  private static String line(Contract.Run run) {
    return "Refining: "
        + run.state()
        + run.candidates().stream()
            .findFirst()
            .map(
                network ->
                    ", %d of %d epochs%s"
                        .formatted(
                            network.epochs(),
                            network.epochsPlanned(),
                            network
                                .accuracy()
                                .map(known -> ", validation " + Words.percent(known))
                                .orElse("")))
            .orElse("");
  }
}
