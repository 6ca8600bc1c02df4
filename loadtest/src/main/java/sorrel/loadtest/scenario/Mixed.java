package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import sorrel.cli.client.Contract;
import sorrel.loadtest.report.Row;

/**
 * One classification at a time while a model is trained on the same node, alone, and beside a
 * second training.
 *
 * <p>The first training of a process has the Java machine compile much of the answering again,
 * which had only ever answered. Its figure is told; what is compared are the two after it, which
 * run the same compiled code.
 *
 * @param time of each measurement; training lasts longer
 */
public record Mixed(String model, Pictures pictures, Duration time) implements Scenario {

  /** How much slower the slowest hundredth may be while a model is trained. */
  private static final double TIMES = 3;

  @Override
  public List<Row> run(Stage stage) throws IOException {
    return run(stage, new LightClient(stage, pictures.picture(0), time));
  }

  /** The same with another client. */
  public <R> List<R> run(Stage stage, LoadClient<R> client) throws IOException {
    String learner = stage.importModel("learner", pictures.zip(), 1);
    WarmUp.run(stage, stage.classification(model, pictures.picture(0)));
    R first = besideTraining(stage, learner, () -> client.oneAtATime("beside the first", model));
    R quiet = client.oneAtATime("alone", model);
    R busy =
        besideTraining(
            stage, learner, () -> client.oneAtATime("beside a training", model, TIMES, quiet));
    return List.of(first, quiet, busy);
  }

  private <R> R besideTraining(Stage stage, String learner, Measured<R> measured)
      throws IOException {
    String run = stage.startRun(learner, time.multipliedBy(10).plusMinutes(1));
    while (!trains(stage.run(learner, run))) {
      Stage.pause();
    }
    R measure = measured.row();
    if (stage.run(learner, run).finished()) {
      throw new IllegalStateException("training ended before the measurement: less --seconds");
    }
    stage.cancelRun(learner, run);
    while (!stage.run(learner, run).finished()) {
      Stage.pause();
    }
    return measure;
  }

  /** A measurement. */
  private interface Measured<R> {
    R row() throws IOException;
  }

  private static boolean trains(Contract.Run run) {
    if (run.finished()) {
      throw new IllegalStateException("training " + run.state() + " at once");
    }
    return run.candidates().stream().anyMatch(each -> each.state().equals("training"));
  }
}
