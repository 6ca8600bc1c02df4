package sorrel.loadtest.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One kill and what came of it.
 *
 * @param silence the longest time without an answer to a classification
 * @param training until training went on, where there was any
 * @param failures what was asked and not done, by the reason; nobody was told that it was
 * @param fell nodes that ended without being killed
 * @param lost what was acknowledged and is not there, as sentences
 */
record Turn(
    int number,
    Kind kind,
    Activity activity,
    String node,
    Duration silence,
    Optional<Duration> training,
    Map<String, Integer> failures,
    List<String> fell,
    List<String> lost) {
  static final Duration SILENCE_MAX = Duration.ofSeconds(15);
  static final Duration TRAINING_MAX = Duration.ofSeconds(20);

  Turn {
    failures = Map.copyOf(failures);
    fell = List.copyOf(fell);
    lost = List.copyOf(lost);
  }

  String line() {
    List<String> words = new ArrayList<>();
    words.add(
        "%2d  %-16s %-8s  %5s s without an answer  training %8s  lost %d"
            .formatted(
                number,
                kind.words(),
                activity.words(),
                seconds(silence),
                training.map(each -> seconds(each) + " s").orElse("-"),
                lost.size()));
    if (!failures.isEmpty()) {
      words.add("not done " + failures);
    }
    fell.forEach(each -> words.add(each + " ended too"));
    words.addAll(lost);
    return String.join("; ", words);
  }

  boolean isServedInTime() {
    return silence.compareTo(SILENCE_MAX) <= 0;
  }

  boolean isTrainedInTime() {
    return training.filter(each -> each.compareTo(TRAINING_MAX) > 0).isEmpty();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }
}
