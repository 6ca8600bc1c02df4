package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ScalingPolicyPropertyTest {
  @Property
  void there_are_never_fewer_than_the_least_or_more_than_the_most(
      @ForAll @IntRange(max = 20) int min,
      @ForAll @IntRange(min = 1, max = 20) int more,
      @ForAll @IntRange(min = 1, max = 9) int jobsPerRunner,
      @ForAll @Size(max = 30) List<@IntRange(max = 10_000) Integer> jobs) {
    ScalingPolicy policy = new ScalingPolicy(min, min + more, jobsPerRunner, 3);
    assertThat(policy.desired(past(policy, jobs))).isBetween(min, min + more);
  }

  @Property
  void as_many_as_the_jobs_need_are_there_at_once(
      @ForAll @IntRange(min = 1, max = 9) int jobsPerRunner,
      @ForAll @Size(max = 30) List<@IntRange(max = 1_000) Integer> before,
      @ForAll @IntRange(max = 1_000) int jobs) {
    ScalingPolicy policy = new ScalingPolicy(0, 1_000, jobsPerRunner, 3);
    int desired = policy.desired(policy.after(past(policy, before), jobs));
    assertThat((long) desired * jobsPerRunner).isGreaterThanOrEqualTo(jobs);
  }

  @Property
  void where_the_jobs_stay_the_same_no_runner_is_idle_after_a_while(
      @ForAll @Size(max = 30) List<@IntRange(max = 1_000) Integer> before,
      @ForAll @IntRange(max = 1_000) int jobs,
      @ForAll @IntRange(min = 1, max = 9) int calm) {
    ScalingPolicy policy = new ScalingPolicy(0, 1_000, 1, calm);
    ScalingPolicy.Past past = past(policy, before);
    for (int look = 0; look < calm; look++) {
      past = policy.after(past, jobs);
    }
    assertThat(policy.desired(past)).isEqualTo(jobs);
  }

  @Property
  void a_moment_without_jobs_sends_nobody_away(
      @ForAll @IntRange(min = 1, max = 1_000) int jobs,
      @ForAll @IntRange(min = 2, max = 9) int calm) {
    ScalingPolicy policy = new ScalingPolicy(0, 1_000, 1, calm);
    ScalingPolicy.Past past = policy.after(ScalingPolicy.Past.none(), jobs);
    for (int look = 1; look < calm; look++) {
      past = policy.after(past, 0);
      assertThat(policy.desired(past)).isEqualTo(jobs);
    }
    assertThat(policy.desired(policy.after(past, 0))).isZero();
  }

  @Example
  void seven_jobs_at_two_each_are_four_runners() {
    ScalingPolicy policy = new ScalingPolicy(0, 10, 2, 1);
    assertThat(policy.desired(policy.after(ScalingPolicy.Past.none(), 7))).isEqualTo(4);
    assertThat(policy.desired(ScalingPolicy.Past.none())).isZero();
  }

  @Example
  void a_policy_that_cannot_be_kept_is_refused() {
    assertThatThrownBy(() -> new ScalingPolicy(3, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScalingPolicy(0, 2, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ScalingPolicy.Past past(ScalingPolicy policy, List<Integer> jobs) {
    ScalingPolicy.Past past = ScalingPolicy.Past.none();
    for (int each : jobs) {
      past = policy.after(past, each);
    }
    return past;
  }
}
