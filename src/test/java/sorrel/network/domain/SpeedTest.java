package sorrel.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
  @Test
  void what_is_faster_at_both_wins() {
    assertThat(Speed.fastest(List.of(speed(300, 2_000), speed(100, 600)))).isEqualTo(1);
    assertThat(Speed.fastest(List.of(speed(100, 600), speed(300, 2_000)))).isZero();
  }

  @Test
  void a_gain_on_one_outweighs_a_smaller_loss_on_the_other() {
    assertThat(Speed.fastest(List.of(speed(400, 1_000), speed(100, 2_000)))).isEqualTo(1);
    assertThat(Speed.fastest(List.of(speed(400, 1_000), speed(100, 5_000)))).isZero();
  }

  @Test
  void of_two_alike_the_first_wins() {
    assertThat(Speed.fastest(List.of(speed(100, 600), speed(100, 600)))).isZero();
    assertThat(Speed.fastest(List.of(speed(7, 7)))).isZero();
  }

  private static Speed speed(double lone, double batch) {
    return new Speed("any", lone, batch);
  }
}
