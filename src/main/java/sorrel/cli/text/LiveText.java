package sorrel.cli.text;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lines that change while something goes on.
 *
 * <p>On a terminal they are redrawn in place. Elsewhere (a file, a CI log) lines that changed are
 * printed one below the other, at most once in five seconds, and the last state is always printed.
 * Safe for use by several threads.
 */
public final class LiveText {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
  private static final Duration REDRAW_EVERY = Duration.ofMillis(80);
  private static final String ERASE_LINE = "\033[2K";

  /** A line that wraps could not be redrawn; terminals are seldom narrower. */
  private static final int LINE_MAX = 100;

  private final PrintWriter out;
  private final boolean redraw;
  private final LongSupplier nanoTime;
  private List<String> shown = List.of();
  private long shownAt;

  /**
   * Lines on a writer.
   *
   * @param redraw whether the writer is a terminal that can move its cursor
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public LiveText(PrintWriter out, boolean redraw, LongSupplier nanoTime) {
    this.out = out;
    this.redraw = redraw;
    this.nanoTime = nanoTime;
  }

  /** Shows these lines instead of the ones before, unless it did so a moment ago. */
  public synchronized void show(List<String> lines) {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - shownAt);
    Duration every = redraw ? REDRAW_EVERY : PLAIN_EVERY;
    if (shown.isEmpty() || since.compareTo(every) >= 0) {
      draw(lines);
    }
  }

  public void show(String line) {
    show(List.of(line));
  }

  /** Shows these lines for good; what comes next is written below them. */
  public synchronized void end(List<String> lines) {
    draw(lines);
    shown = List.of();
  }

  public void end(String line) {
    end(List.of(line));
  }

  /** Leaves what is shown as it is; what comes next is written below. */
  public synchronized void leave() {
    shown = List.of();
  }

  private void draw(List<String> lines) {
    if (redraw) {
      redraw(lines);
    } else {
      // The same line in the same place says nothing new.
      for (int i = 0; i < lines.size(); i++) {
        if (i >= shown.size() || !shown.get(i).equals(lines.get(i))) {
          out.println(lines.get(i));
        }
      }
    }
    out.flush();
    shown = List.copyOf(lines);
    shownAt = nanoTime.getAsLong();
  }

  private void redraw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty()) {
      text.append("\033[").append(shown.size()).append("A\r");
    }
    List<String> padded = new ArrayList<>(lines);
    while (padded.size() < shown.size()) {
      padded.add("");
    }
    for (String line : padded) {
      text.append(ERASE_LINE).append(clipped(line)).append('\n');
    }
    int surplus = padded.size() - lines.size();
    if (surplus > 0) {
      text.append("\033[").append(surplus).append('A');
    }
    out.print(text);
  }

  private static String clipped(String line) {
    return line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX - 1) + "~";
  }
}
