package sorrel.training.actor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What leads from the runners there are to those there should be: {@code S = F - running}.
 *
 * @param add runners to start
 * @param retire runners that are to take no new jobs
 * @param remove runners that took none and have none left
 */
record ScalingStep(int add, Set<String> retire, Set<String> remove) {
  /** One that was heard of before may be gone. */
  private static final Duration HEARD = Duration.ofSeconds(3);

  /** An idle one first, and then the one that has the least decoded. */
  private static final Comparator<SchedulerView.Runner> LEAST_LOSS =
      Comparator.<SchedulerView.Runner>comparingInt(each -> each.running().size())
          .thenComparingInt(each -> each.about().map(SchedulerView.About::datasets).orElse(0))
          .thenComparing(SchedulerView.Runner::name);

  ScalingStep {
    retire = Set.copyOf(retire);
    remove = Set.copyOf(remove);
  }

  /**
   * The next step. Runners that nobody provides, such as that of a node with all roles, count as
   * running and stay; those that work for one account alone do not count.
   */
  static ScalingStep of(
      int desired, List<SchedulerView.Runner> runners, RunnerProvider.Fleet fleet) {
    List<SchedulerView.Runner> provided =
        runners.stream().filter(each -> fleet.names().contains(each.name())).toList();
    List<SchedulerView.Runner> leaving = provided.stream().filter(ScalingStep::isLeaving).toList();
    long others =
        runners.stream()
            .filter(each -> !fleet.names().contains(each.name()))
            .filter(ScalingStep::isForAll)
            .filter(each -> !isLeaving(each) && each.silentMillis() < HEARD.toMillis())
            .count();
    long running = others + fleet.ordered() - leaving.size();
    return new ScalingStep(
        (int) Math.max(0, desired - running),
        provided.stream()
            .filter(each -> !isLeaving(each))
            .sorted(LEAST_LOSS)
            .limit(Math.max(0, running - desired))
            .map(SchedulerView.Runner::name)
            .collect(Collectors.toSet()),
        leaving.stream()
            .filter(each -> each.running().isEmpty())
            .map(SchedulerView.Runner::name)
            .collect(Collectors.toSet()));
  }

  private static boolean isForAll(SchedulerView.Runner runner) {
    return runner.about().flatMap(SchedulerView.About::onlyFor).isEmpty();
  }

  private static boolean isLeaving(SchedulerView.Runner runner) {
    return runner.about().map(SchedulerView.About::leaving).orElse(false);
  }
}
