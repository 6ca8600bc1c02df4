package sorrel.training.actor;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.TrainingJob;

/** How many jobs each runner could begin with; taken one by one while jobs are given out. */
final class FreeSlots {
  private final Map<Runner, Integer> free = new HashMap<>();

  private FreeSlots() {}

  /** Those of runners that do not leave, less the jobs that they have or are being sent. */
  static FreeSlots of(Collection<Runner> runners, Collection<Running> running) {
    FreeSlots slots = new FreeSlots();
    Map<String, Set<JobKey>> busy = new HashMap<>();
    // A job that is being stopped holds its slot until the runner says that it ended.
    runners.forEach(each -> busy.put(each.name(), new HashSet<>(each.holds())));
    running.forEach(
        each -> busy.computeIfAbsent(each.runner(), _ -> new HashSet<>()).add(each.job().key()));
    runners.stream()
        .filter(each -> !each.leaving())
        .forEach(each -> slots.free.put(each, each.slots() - busy.get(each.name()).size()));
    return slots;
  }

  boolean any() {
    return !free().isEmpty();
  }

  /** Whether a runner with a free slot does this job. */
  boolean anyFor(TrainingJob job) {
    return free.entrySet().stream()
        .anyMatch(each -> each.getValue() > 0 && each.getKey().serves(job));
  }

  /** Runners with a free slot. */
  List<Runner> free() {
    return having(count -> count > 0);
  }

  /** Runners without one. */
  List<Runner> busy() {
    return having(count -> count <= 0);
  }

  private List<Runner> having(IntPredicate count) {
    return free.entrySet().stream()
        .filter(each -> count.test(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  void take(Runner runner) {
    free.merge(runner, -1, Integer::sum);
  }
}
