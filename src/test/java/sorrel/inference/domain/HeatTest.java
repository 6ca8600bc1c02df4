package sorrel.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class HeatTest {
  private static final int QUEUE_MAX = 1_000;
  private static final Heat.Look HOT = new Heat.Look(0.95, Duration.ofMillis(80), 200, QUEUE_MAX);
  private static final Heat.Look FULL = new Heat.Look(0.5, Duration.ZERO, 600, QUEUE_MAX);
  private static final Heat.Look MILD = new Heat.Look(0.6, Duration.ofMillis(5), 3, QUEUE_MAX);
  private static final Heat.Look IDLE = new Heat.Look(0.05, Duration.ZERO, 0, QUEUE_MAX);

  @Test
  void a_model_that_is_asked_too_much_for_some_seconds_gets_a_server() {
    assertThat(after(Heat.NONE, HOT, Heat.HOT_LOOKS - 1).replicas()).isZero();
    assertThat(after(Heat.NONE, HOT, Heat.HOT_LOOKS).replicas()).isEqualTo(1);
  }

  @Test
  void one_whose_queue_is_filling_gets_it_at_once() {
    assertThat(Heat.NONE.after(FULL, 3).replicas()).isEqualTo(1);
  }

  @Test
  void the_next_comes_only_once_the_last_has_had_time_to_help() {
    Heat one = Heat.NONE.after(FULL, 3);
    assertThat(after(one, FULL, Heat.REST_LOOKS - 1).replicas()).isEqualTo(1);
    assertThat(after(one, FULL, Heat.REST_LOOKS).replicas()).isEqualTo(2);
  }

  @Test
  void it_leaves_after_half_a_minute_in_which_the_others_would_have_done() {
    Heat two = new Heat(2, 0, 0, 0);
    assertThat(after(two, IDLE, Heat.COLD_LOOKS - 1).replicas()).isEqualTo(2);
    assertThat(after(two, IDLE, Heat.COLD_LOOKS).replicas()).isEqualTo(1);
  }

  @Test
  void a_load_that_needs_both_keeps_both() {
    assertThat(after(new Heat(1, 0, 0, 0), MILD, 1_000).replicas()).isEqualTo(1);
  }

  @Test
  void what_has_no_room_any_more_is_given_up() {
    assertThat(new Heat(3, 0, 0, 0).after(HOT, 1).replicas()).isEqualTo(1);
  }

  @Property
  void there_are_never_more_than_nodes_and_one_changes_at_a_time(
      @ForAll("looks") List<Heat.Look> looks, @ForAll @IntRange(min = 0, max = 5) int most) {
    Heat heat = Heat.NONE;
    for (Heat.Look look : looks) {
      Heat next = heat.after(look, most);
      assertThat(next.replicas()).isBetween(0, most);
      assertThat(Math.abs(next.replicas() - heat.replicas())).isLessThanOrEqualTo(1);
      heat = next;
    }
  }

  @Provide
  Arbitrary<List<Heat.Look>> looks() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, QUEUE_MAX))
        .as(
            (busy, millis, queued) ->
                new Heat.Look(busy, Duration.ofMillis(millis), queued, QUEUE_MAX))
        .list()
        .ofMaxSize(200);
  }

  private static Heat after(Heat heat, Heat.Look look, int looks) {
    Heat now = heat;
    for (int i = 0; i < looks; i++) {
      now = now.after(look, 3);
    }
    return now;
  }
}
