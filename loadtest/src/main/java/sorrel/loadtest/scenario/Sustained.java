package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sorrel.cli.measure.LoadFigures;
import sorrel.cli.measure.ManyConnections;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;

/**
 * Classifications without a pause: one at a time, and 64 at a time.
 *
 * @param time of each measurement
 */
public record Sustained(String model, Pictures pictures, Duration time) implements Scenario {
  private static final int MANY = 64;

  @Override
  public List<Row> run(Stage stage) throws IOException {
    List<WireRequest> requests =
        pictures.some().stream().map(each -> stage.classification(model, each)).toList();
    List<Row> rows = new ArrayList<>();
    for (History history : History.values()) {
      stage.keep(model, history);
      WarmUp.run(stage, requests.getFirst());
      rows.add(
          stage.measured(
              "one at a time, " + history.words(),
              1,
              connections -> load(connections, requests),
              Target.median(medianMs(history))));
      rows.add(
          stage.measured(
              MANY + " connections, " + history.words(),
              MANY,
              connections -> load(connections, requests),
              Target.perSecond(perSecond(history))));
    }
    return rows;
  }

  private LoadFigures load(ManyConnections connections, List<WireRequest> requests) {
    return connections.steadily(number -> requests.get(number % requests.size()), time);
  }

  private static double medianMs(History history) {
    return switch (history) {
      case NONE -> 1;
      case DURABLE -> 4;
    };
  }

  private static double perSecond(History history) {
    return switch (history) {
      case NONE -> 10_000;
      case DURABLE -> 7_000;
    };
  }
}
