package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingBenchmarkTest {
  @Test
  void the_network_is_the_one_that_earlier_figures_are_of() {
    assertThat(TrainingBenchmark.network().multiplyAdds()).isEqualTo(133_892_608);
    assertThat(TrainingBenchmark.network().parameters()).isEqualTo(1_960_394);
  }
}
