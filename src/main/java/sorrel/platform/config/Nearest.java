package sorrel.platform.config;

import java.util.Collection;
import java.util.Comparator;

/** The word that was probably meant, by Levenshtein's edit distance. */
final class Nearest {
  private Nearest() {}

  /** The word of a non-empty collection that takes the fewest single-letter edits. */
  static String to(String written, Collection<String> words) {
    return words.stream()
        .min(Comparator.<String>comparingInt(word -> distance(written, word)).thenComparing(w -> w))
        .orElseThrow();
  }

  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        int shorter = Math.min(previous[column], current[column - 1]) + 1;
        current[column] = Math.min(shorter, previous[column - 1] + changed);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
