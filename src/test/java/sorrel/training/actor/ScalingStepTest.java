package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.training.actor.RunnerProvider.Fleet;
import sorrel.training.domain.RunnerKind;

final class ScalingStepTest {
  @Test
  void what_is_missing_is_started() {
    ScalingStep step = ScalingStep.of(3, List.of(runner("a", 1, 0, false)), fleet(1, "a"));
    assertThat(step).isEqualTo(new ScalingStep(2, Set.of(), Set.of()));
  }

  @Test
  void one_that_was_started_and_is_not_there_yet_is_not_started_again() {
    ScalingStep step = ScalingStep.of(3, List.of(runner("a", 1, 0, false)), fleet(3, "a"));
    assertThat(step).isEqualTo(new ScalingStep(0, Set.of(), Set.of()));
  }

  @Test
  void runners_that_nobody_provides_count_and_stay() {
    List<SchedulerView.Runner> runners =
        List.of(runner("fixed", 0, 0, false), runner("a", 0, 0, false));
    assertThat(ScalingStep.of(2, runners, fleet(1, "a")))
        .isEqualTo(new ScalingStep(0, Set.of(), Set.of()));
    assertThat(ScalingStep.of(0, runners, fleet(1, "a")))
        .isEqualTo(new ScalingStep(0, Set.of("a"), Set.of()));
  }

  @Test
  void of_those_that_are_too_many_idle_ones_go_first_and_then_those_with_little_decoded() {
    List<SchedulerView.Runner> runners =
        List.of(
            runner("busy", 1, 0, false),
            runner("idle, rich", 0, 5, false),
            runner("idle, poor", 0, 1, false));
    Fleet fleet = fleet(3, "busy", "idle, rich", "idle, poor");
    assertThat(ScalingStep.of(2, runners, fleet).retire()).containsExactly("idle, poor");
    assertThat(ScalingStep.of(1, runners, fleet).retire())
        .containsExactlyInAnyOrder("idle, poor", "idle, rich");
  }

  @Test
  void one_that_leaves_is_taken_away_once_it_has_nothing_to_do() {
    Fleet fleet = fleet(2, "a", "b");
    List<SchedulerView.Runner> working = List.of(runner("a", 1, 0, true), runner("b", 1, 0, false));
    assertThat(ScalingStep.of(1, working, fleet)).isEqualTo(new ScalingStep(0, Set.of(), Set.of()));
    List<SchedulerView.Runner> done = List.of(runner("a", 0, 0, true), runner("b", 1, 0, false));
    assertThat(ScalingStep.of(1, done, fleet)).isEqualTo(new ScalingStep(0, Set.of(), Set.of("a")));
  }

  @Test
  void one_that_leaves_does_not_count_as_running() {
    List<SchedulerView.Runner> runners = List.of(runner("a", 1, 0, true));
    assertThat(ScalingStep.of(1, runners, fleet(1, "a")).add()).isEqualTo(1);
  }

  @Test
  void one_that_was_taken_away_or_fell_silent_counts_no_more() {
    SchedulerView.Runner silent =
        new SchedulerView.Runner("dead", 1, List.of(), 4_000, Optional.empty());
    List<SchedulerView.Runner> runners =
        List.of(silent, runner("taken away", 0, 0, true), runner("b", 1, 0, false));
    assertThat(ScalingStep.of(1, runners, fleet(1, "b")))
        .isEqualTo(new ScalingStep(0, Set.of(), Set.of()));
  }

  private static Fleet fleet(int ordered, String... names) {
    return new Fleet(ordered, Set.of(names));
  }

  private static SchedulerView.Runner runner(String name, int jobs, int datasets, boolean leaving) {
    return new SchedulerView.Runner(
        name,
        1,
        IntStream.range(0, jobs)
            .mapToObj(step -> new SchedulerView.Work(Jobs.key(step), Jobs.MODEL, "small dense"))
            .toList(),
        100,
        Optional.of(new SchedulerView.About(RunnerKind.CPU, datasets, leaving, Optional.empty())));
  }
}
