package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import sorrel.cli.client.Contract;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;

/**
 * One classification at a time, first alone, then while another model is trained on the same node.
 *
 * @param time of each measurement; training lasts longer
 */
public record Mixed(String model, Pictures pictures, Duration time) implements Scenario {

  /** How much slower the slowest hundredth may be while a model is trained. */
  private static final double TIMES = 3;

  @Override
  public List<Row> run(Stage stage) throws IOException {
    String learner = stage.importModel("learner", pictures.zip(), 1);
    WireRequest request = stage.classification(model, pictures.picture(0));
    WarmUp.run(stage, request);
    Row quiet = measured(stage, "alone", request);
    String run = stage.startRun(learner, time.multipliedBy(10).plusMinutes(1));
    while (!trains(stage.run(learner, run))) {
      Stage.pause();
    }
    Row busy =
        measured(
            stage, "beside a training", request, Target.slowestHundredth(TIMES, quiet.figures()));
    if (stage.run(learner, run).finished()) {
      throw new IllegalStateException("training ended before the measurement: less --seconds");
    }
    stage.cancelRun(learner, run);
    return List.of(quiet, busy);
  }

  private Row measured(Stage stage, String name, WireRequest request, Target... targets) {
    return stage.measured(
        "one at a time, " + name,
        1,
        connection -> connection.steadily(_ -> request, time),
        targets);
  }

  private static boolean trains(Contract.Run run) {
    if (run.finished()) {
      throw new IllegalStateException("training " + run.state() + " at once");
    }
    return run.candidates().stream().anyMatch(each -> each.state().equals("training"));
  }
}
