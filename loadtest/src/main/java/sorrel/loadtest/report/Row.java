package sorrel.loadtest.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sorrel.cli.measure.LoadFigures;
import sorrel.cli.measure.LoadRows;

/**
 * One measurement.
 *
 * @param name what was done
 * @param serverMicros processor time of the server for one request, in microseconds, user and
 *     system, PostgreSQL's included; unlike everything else here it is nearly the same on a busy
 *     machine
 * @param targets what it has to reach
 */
public record Row(String name, LoadFigures figures, double serverMicros, List<Target> targets) {
  public Row {
    targets = List.copyOf(targets);
  }

  /** Of so many measurements of the same the one in the middle, by the time it took. */
  public static Row middle(int repeats, Supplier<Row> measurement) {
    List<Row> all =
        Stream.generate(measurement)
            .limit(repeats)
            .sorted(Comparator.comparingDouble(row -> row.figures().seconds()))
            .toList();
    return all.get(all.size() / 2);
  }

  static String[] columns() {
    return Stream.of(
            Stream.of("what"), Stream.of(LoadRows.columns()), Stream.of(">a second", ">server us"))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  String[] cells() {
    return Stream.of(
            Stream.of(name),
            Stream.of(LoadRows.cells(figures)),
            Stream.of(rounded(figures.okPerSecond()), rounded(serverMicros)))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  ObjectNode json() {
    ObjectNode json = LoadRows.json(figures);
    return json.put("name", name).put("serverMicros", serverMicros);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
