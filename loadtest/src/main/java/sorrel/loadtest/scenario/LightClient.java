package sorrel.loadtest.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;

/**
 * One thread that works all connections, as {@code ./sorrel bench} does.
 *
 * @param picture what is sent
 * @param time of each measurement
 */
record LightClient(Stage stage, byte[] picture, Duration time) implements LoadClient<Row> {
  private static final int MANY = 64;

  @Override
  public Row oneAtATime(String name, String model) {
    return oneAtATime(name, model, new Target[0]);
  }

  @Override
  public Row oneAtATime(String name, String model, double timesMax, Row than) {
    return oneAtATime(name, model, Target.slowestHundredth(timesMax, than.figures()));
  }

  private Row oneAtATime(String name, String model, Target... targets) {
    WireRequest request = stage.classification(model, picture);
    return measured("one at a time, " + name, 1, _ -> request, targets);
  }

  @Override
  public Row byMany(String name, List<String> models, Popularity popularity) {
    List<WireRequest> requests =
        models.stream().map(each -> stage.classification(each, picture)).toList();
    IntSupplier drawn = popularity.among(models.size());
    return measured(name, MANY, _ -> requests.get(drawn.getAsInt()));
  }

  private Row measured(
      String name, int connections, IntFunction<WireRequest> requests, Target... targets) {
    return stage.measured(name, connections, open -> open.steadily(requests, time), targets);
  }
}
