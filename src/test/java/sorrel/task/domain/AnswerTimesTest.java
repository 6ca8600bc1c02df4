package sorrel.task.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
  private static final Percentage A_FIFTH = Percentage.withPercentage(20);

  @Test
  void a_quantile_is_found_to_within_a_fifth() {
    Random random = new Random(7);
    double[] millis = random.doubles(10_000).map(each -> Math.exp(4 * each)).toArray();
    AnswerTimes times = times(millis);
    Arrays.sort(millis);

    assertThat(times.quantile(0.5).orElseThrow()).isCloseTo(millis[4_999], A_FIFTH);
    assertThat(times.quantile(0.95).orElseThrow()).isCloseTo(millis[9_499], A_FIFTH);
    assertThat(times.mean().orElseThrow())
        .isCloseTo(Arrays.stream(millis).average().orElseThrow(), within(1e-6));
  }

  @Test
  void the_slow_few_do_not_move_what_most_took() {
    AnswerTimes times = times(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 900);
    assertThat(times.quantile(0.95).orElseThrow()).isCloseTo(2, A_FIFTH);
    assertThat(times.quantile(1).orElseThrow()).isCloseTo(900, A_FIFTH);
  }

  @Test
  void the_times_of_two_nodes_add_up() {
    AnswerTimes both = times(1, 2, 3).plus(times(100));
    assertThat(both.count()).isEqualTo(4);
    assertThat(both.mean()).contains(26.5);
    assertThat(both.quantile(1).orElseThrow()).isCloseTo(100, A_FIFTH);
  }

  @Test
  void times_beyond_all_steps_are_in_the_outermost() {
    for (double millis : List.of(0.0, 1e-9, 0.1)) {
      assertThat(AnswerTimes.step(millis)).as("%s ms", millis).isZero();
    }
    assertThat(AnswerTimes.step(1e12)).isEqualTo(AnswerTimes.STEPS - 1);
  }

  @Test
  void without_answers_there_is_nothing_to_tell() {
    assertThat(times().mean()).isEmpty();
    assertThat(times().quantile(0.95)).isEmpty();
  }

  private static AnswerTimes times(double... millis) {
    long[] steps = new long[AnswerTimes.STEPS];
    for (double each : millis) {
      steps[AnswerTimes.step(each)]++;
    }
    return new AnswerTimes(Arrays.stream(millis).sum(), steps);
  }
}
