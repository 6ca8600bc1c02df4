package sorrel.task.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How long the periods are by which use is counted; they begin at full hours and days of UTC. */
public enum Span {
  /** Two days of them. */
  HOUR(ChronoUnit.HOURS, 48),
  /** Three months of them. */
  DAY(ChronoUnit.DAYS, 90);

  private final ChronoUnit unit;
  private final int shown;

  Span(ChronoUnit unit, int shown) {
    this.unit = unit;
    this.shown = shown;
  }

  /** When the period began that a time is in. */
  public Instant start(Instant at) {
    return at.atZone(ZoneOffset.UTC).truncatedTo(unit).toInstant();
  }

  /** When each of the periods began that are kept and shown, the last of which is under way. */
  public List<Instant> starts(Instant now) {
    Instant last = start(now);
    return IntStream.range(0, shown).mapToObj(i -> last.minus(shown - 1L - i, unit)).toList();
  }

  /** In lower case, as it is written down. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
