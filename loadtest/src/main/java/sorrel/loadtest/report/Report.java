package sorrel.loadtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import sorrel.cli.text.Table;

/** What a scenario measured, for people and for programs. */
public record Report(List<Row> rows) {
  public Report {
    rows = List.copyOf(rows);
  }

  /** The table, then each target with whether it was met, then why anything failed. */
  public List<String> lines() {
    Table table = new Table(Row.columns());
    rows.forEach(row -> table.row(row.cells()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    for (Row row : rows) {
      for (Target target : row.targets()) {
        String verdict = target.isMetBy(row.figures()) ? "met" : "MISSED";
        lines.add("%-6s  %s: %s".formatted(verdict, row.name(), target.words()));
      }
      row.figures()
          .failures()
          .forEach(
              (reason, count) ->
                  lines.add("%s: %,d failed: %s".formatted(row.name(), count, reason)));
    }
    return lines;
  }

  /** Whether every target is met, and nothing failed where there is none either. */
  public boolean targetsMet() {
    return rows.stream()
        .allMatch(
            row ->
                row.figures().failed() == 0
                    && row.targets().stream().allMatch(each -> each.isMetBy(row.figures())));
  }

  /** A list of rows. */
  public String json() {
    ArrayNode list = new ObjectMapper().createArrayNode();
    rows.forEach(row -> list.add(row.json()));
    return list.toPrettyString();
  }
}
