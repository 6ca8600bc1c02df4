package sorrel.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns that line up; text to the left, and numbers to the right if asked for. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] toTheRight;

  /** A table with a first row; a name that begins with {@code >} is of a column set right. */
  public Table(String... columns) {
    toTheRight = new boolean[columns.length];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      toTheRight[i] = columns[i].startsWith(">");
      names.add(toTheRight[i] ? columns[i].substring(1) : columns[i]);
    }
    rows.add(names);
  }

  /** Adds a row; it has as many cells as there are columns. */
  public Table row(String... cells) {
    if (cells.length != toTheRight.length) {
      throw new IllegalArgumentException(cells.length + " cells in " + toTheRight.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Line by line, the names first, without line ends. */
  public List<String> lines() {
    int[] widths = new int[toTheRight.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(toTheRight[i] ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }
}
