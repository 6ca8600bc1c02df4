package sorrel.cli.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;
import sorrel.kernel.Interval;

/** Evaluations as a person reads them: a set a row; a dash is what does not apply. */
public final class EvaluationTable {
  private static final String NOTHING = "-";

  private EvaluationTable() {}

  public static List<String> lines(List<EvaluationRow> rows) {
    Table table =
        new Table(
            "set",
            ">classes",
            ">import s",
            ">train s",
            "architecture",
            "accuracy (95 % interval)",
            ">p50 ms",
            ">p99 ms",
            ">expand s",
            ">after expand",
            ">old before",
            ">old after",
            ">failed",
            ">peak MiB");
    for (EvaluationRow row : rows) {
      table.row(
          row.dataset(),
          row.classes().map(String::valueOf).orElse(NOTHING),
          number("%.1f", row.importSeconds()),
          number("%.1f", row.trainSeconds()),
          row.architecture().orElse(NOTHING),
          accuracy(row),
          number("%.2f", row.classifyP50Ms()),
          number("%.2f", row.classifyP99Ms()),
          number("%.1f", row.expandSeconds()),
          percent(row.accuracyAfterExpand()),
          percent(row.oldClassesBefore()),
          percent(row.oldClassesAfter()),
          row.failedDuringExpand().map(String::valueOf).orElse(NOTHING),
          number("%.0f", row.peakMemoryMb()));
    }
    return table.lines();
  }

  private static String accuracy(EvaluationRow row) {
    return row.accuracy()
        .map(
            value ->
                Words.percent(
                    new Interval(
                        value, row.accuracyLow().orElse(value), row.accuracyHigh().orElse(value))))
        .orElse(NOTHING);
  }

  private static String percent(Optional<Double> fraction) {
    return fraction.map(Words::percent).orElse(NOTHING);
  }

  private static String number(String format, Optional<Double> number) {
    return number.map(value -> String.format(Locale.ROOT, format, value)).orElse(NOTHING);
  }
}
