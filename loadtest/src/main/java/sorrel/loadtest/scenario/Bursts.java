package sorrel.loadtest.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sorrel.cli.measure.LoadFigures;
import sorrel.cli.measure.ManyConnections;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;

/**
 * So many classifications at the same moment, once on connections that are open already and, where
 * there are many, once with connecting included.
 *
 * @param sizes how many at once, one after the other
 * @param repeats of each, of which the one in the middle by its time is told
 */
public record Bursts(String model, Pictures pictures, List<Integer> sizes, int repeats)
    implements Scenario {

  /** Fewer are too quick for the time that connecting takes to matter. */
  private static final int CONNECTED_TOO = 1000;

  private static final int MOST = 10_000;
  private static final double SECONDS_OPEN = 2;
  private static final double SECONDS_CONNECTING = 3.5;

  public Bursts {
    sizes = List.copyOf(sizes);
  }

  @Override
  public List<Row> run(Stage stage) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (History history : History.values()) {
      stage.keep(model, history);
      WireRequest request = stage.classification(model, pictures.picture(0));
      WarmUp.run(stage, request);
      for (int size : sizes) {
        String name = "%,d at once, %s".formatted(size, history.words());
        rows.add(
            middle(
                () ->
                    stage.measured(
                        name, size, connections -> connections.once(_ -> request), open(size))));
        if (size >= CONNECTED_TOO) {
          rows.add(
              middle(
                  () ->
                      stage.measured(
                          name + ", connecting",
                          () -> connecting(stage, size, request),
                          connecting(size))));
        }
      }
    }
    return rows;
  }

  private static LoadFigures connecting(Stage stage, int size, WireRequest request) {
    return ManyConnections.connectAndSend(stage.address(), size, _ -> request);
  }

  private static Target[] open(int size) {
    return size == MOST ? new Target[] {Target.within(SECONDS_OPEN)} : new Target[0];
  }

  private static Target[] connecting(int size) {
    return size == MOST ? new Target[] {Target.within(SECONDS_CONNECTING)} : new Target[0];
  }

  private Row middle(Supplier<Row> measurement) {
    return Row.middle(repeats, measurement);
  }
}
