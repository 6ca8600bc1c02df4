package sorrel.loadtest.partition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of it when one node was cut off.
 *
 * @param node that was cut off
 * @param silence the longest time in which the others answered no classification, each of them
 * @param stepsDown until it said that it is not ready, or ended; empty if it did neither
 * @param alone whether it was a member of a cluster again while it was cut off
 * @param joined until it was a member again after the network was healed; empty if it was not
 * @param faults whatever else was wrong, as sentences
 */
record Cut(
    String node,
    List<Duration> silence,
    Optional<Duration> stepsDown,
    boolean alone,
    Optional<Duration> joined,
    List<String> faults) {
  static final Duration SILENCE_MAX = Duration.ofSeconds(15);

  Cut {
    silence = List.copyOf(silence);
    faults = List.copyOf(faults);
  }

  String line() {
    return "%s cut off: the others without an answer for %s s, it steps down after %s s, %s, joins again %s s after the network is whole%s"
        .formatted(
            node,
            String.join(" and ", silence.stream().map(Cut::seconds).toList()),
            stepsDown.map(Cut::seconds).orElse("more than all"),
            alone ? "FOUNDS A CLUSTER OF ITS OWN" : "founds none of its own",
            joined.map(Cut::seconds).orElse("more than all"),
            faults.isEmpty() ? "" : "; " + String.join("; ", faults));
  }

  boolean isMet() {
    return silence.stream().allMatch(each -> each.compareTo(SILENCE_MAX) <= 0)
        && stepsDown.isPresent()
        && !alone
        && joined.isPresent()
        && faults.isEmpty();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }
}
