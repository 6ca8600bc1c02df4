package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sorrel.kernel.ImageShape;

class ArchitecturesTest {
  /** Seconds for an image on a slow core are a hundredth of this number of billions. */
  private static final long AFFORDABLE = 500_000_000;

  @ParameterizedTest
  @CsvSource({
    "8,8,1",
    "8,8,3",
    "9,31,1",
    "3,200,1",
    "28,28,1",
    "32,32,3",
    "48,64,3",
    "64,64,3",
    "33,200,3",
    "128,128,1",
    "224,224,3",
    "256,256,3"
  })
  void candidates_fit_every_size_and_stay_affordable(int height, int width, int channels) {
    ImageShape shape = new ImageShape(height, width, channels);
    for (int images : List.of(100, 60_000)) {
      List<Architecture> candidates = Architectures.candidates(shape, 10, images, channels == 3);
      assertThat(candidates)
          .hasSize(images == 100 ? 3 : 4)
          .isSortedAccordingTo(Comparator.comparingLong(Architecture::multiplyAdds))
          .allSatisfy(one -> assertThat(one.multiplyAdds()).isBetween(1_000L, AFFORDABLE))
          .allSatisfy(one -> assertThat(one.parameters()).isLessThan(4_000_000))
          .allSatisfy(one -> assertThat(one.features()).isBetween(128, 512));
    }
  }

  @Test
  void a_network_looks_at_pictures_both_ways_where_both_mean_the_same() {
    ImageShape shape = new ImageShape(32, 32, 3);
    Architecture both = Architectures.candidates(shape, 10, 5_000, true).getLast();
    Architecture one = Architectures.candidates(shape, 10, 5_000, false).getLast();
    assertThat(both.layers().getFirst()).isInstanceOf(Layer.BothWays.class);
    assertThat(both.parameters()).isEqualTo(one.parameters());
    assertThat(both.multiplyAddsLearning()).isEqualTo(one.multiplyAddsLearning());
    assertThat(both.multiplyAdds()).isGreaterThan((long) (1.9 * one.multiplyAdds()));
  }

  @Test
  void convolutional_networks_grow_in_steps() {
    List<Long> work =
        Architectures.candidates(new ImageShape(32, 32, 3), 10, 50_000, true).stream()
            .map(Architecture::multiplyAddsLearning)
            .toList();
    for (int i = 2; i < work.size(); i++) {
      assertThat((double) work.get(i) / work.get(i - 1)).isBetween(2.0, 6.0);
    }
  }
}
