package sorrel.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import sorrel.cli.text.Words;

/** Figures of a load as cells of a table and as JSON. */
public final class LoadRows {
  private static final double MEDIAN = 0.5;
  private static final double HUNDREDTH_LEFT = 0.99;

  private LoadRows() {}

  /** The columns' names; a dash is below what does not apply. */
  public static String[] columns() {
    return new String[] {
      ">requests", ">ok", ">failed", ">seconds", ">mean ms", ">p50 ms", ">p99 ms", ">max ms"
    };
  }

  public static String[] cells(LoadFigures figures) {
    return new String[] {
      Words.of(figures.requests()),
      Words.of(figures.ok()),
      Words.of(figures.failed()),
      String.format(Locale.ROOT, "%.2f", figures.seconds()),
      cell(figures, Latencies::meanMs),
      cell(figures, LoadRows::p50),
      cell(figures, LoadRows::p99),
      cell(figures, Latencies::maxMs)
    };
  }

  /** Null is what does not apply. */
  public static ObjectNode json(LoadFigures figures) {
    Optional<Latencies> latencies = figures.latencies();
    return new ObjectMapper()
        .createObjectNode()
        .put("requests", figures.requests())
        .put("ok", figures.ok())
        .put("failed", figures.failed())
        .put("seconds", figures.seconds())
        .put("meanMs", latencies.map(Latencies::meanMs).orElse(null))
        .put("p50Ms", latencies.map(LoadRows::p50).orElse(null))
        .put("p99Ms", latencies.map(LoadRows::p99).orElse(null))
        .put("maxMs", latencies.map(Latencies::maxMs).orElse(null));
  }

  private static String cell(LoadFigures figures, ToDoubleFunction<Latencies> milliseconds) {
    return figures
        .latencies()
        .map(each -> String.format(Locale.ROOT, "%.2f", milliseconds.applyAsDouble(each)))
        .orElse("-");
  }

  private static double p50(Latencies latencies) {
    return latencies.percentileMs(MEDIAN);
  }

  private static double p99(Latencies latencies) {
    return latencies.percentileMs(HUNDREDTH_LEFT);
  }
}
