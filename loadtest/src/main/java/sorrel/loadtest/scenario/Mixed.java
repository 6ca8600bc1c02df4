package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import sorrel.cli.client.Contract;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;

/**
 * One classification at a time: alone, beside a training of another model from the moment that it
 * is asked for, and alone again.
 *
 * <p>It is the first training since the server got warm by answering alone, so that the Java
 * machine compiles for some seconds what then has to do with more than answers.
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
    WireRequest request = stage.classification(model, pictures.picture(0));
    WarmUp.run(stage, _ -> request);
    R alone = client.oneAtATime("alone", model);
    R beside =
        besideTraining(
            stage, learner, () -> client.oneAtATime("beside a training", model, TIMES, alone));
    return List.of(alone, beside, client.oneAtATime("alone again", model));
  }

  private <R> R besideTraining(Stage stage, String learner, Measured<R> measured)
      throws IOException {
    String run = stage.startRun(learner, time.multipliedBy(10).plusMinutes(1));
    R measure = measured.row();
    if (!trains(stage.run(learner, run))) {
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
    return !run.finished() && run.candidates().stream().anyMatch(each -> each.epochs() > 0);
  }
}
