package sorrel.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DemandTest {
  private static final long NOW = 5_000_000_000L;
  private static final long HALF = Demand.HALF.toNanos();

  private final Demand<Integer> demand = new Demand<>();

  @Test
  void each_request_counts_one() {
    demand.asked(1, NOW);
    demand.asked(1, NOW);

    assertThat(demand.of(1, NOW)).isEqualTo(2);
    assertThat(demand.of(2, NOW)).isZero();
  }

  @Test
  void a_request_counts_half_after_a_while() {
    demand.asked(1, NOW);
    demand.asked(1, NOW + HALF);

    assertThat(demand.of(1, NOW + HALF)).isCloseTo(1.5, within(1e-9));
    assertThat(demand.of(1, NOW + 3 * HALF)).isCloseTo(0.375, within(1e-9));
  }

  @Test
  void beyond_a_number_those_that_are_hardly_asked_for_are_forgotten() {
    for (int key = 0; key < Demand.KNOWN_MAX; key++) {
      demand.asked(key, NOW);
    }
    demand.asked(0, NOW + 5 * HALF);
    demand.asked(-1, NOW + 5 * HALF);

    assertThat(demand.of(1, NOW + 5 * HALF)).isZero();
    assertThat(demand.of(0, NOW + 5 * HALF)).isGreaterThan(1);
    assertThat(demand.of(-1, NOW + 5 * HALF)).isEqualTo(1);
  }
}
