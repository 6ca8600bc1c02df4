package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sorrel.kernel.ImageShape;

class ArchitecturesTest {
  /** At the speed measured on two cores, about 1,000 images a second in training. */
  private static final long AFFORDABLE = 30_000_000;

  @ParameterizedTest
  @CsvSource({
    "8,8,1",
    "8,8,3",
    "9,31,1",
    "28,28,1",
    "32,32,3",
    "64,64,3",
    "33,200,3",
    "128,128,1",
    "224,224,3",
    "256,256,3"
  })
  void candidates_fit_every_size_and_stay_affordable(int height, int width, int channels) {
    for (int images : List.of(100, 60_000)) {
      List<Architecture> candidates =
          Architectures.candidates(new ImageShape(height, width, channels), 10, images);
      assertThat(candidates).hasSize(2);
      assertThat(candidates)
          .allSatisfy(one -> assertThat(one.multiplyAdds()).isBetween(1_000L, AFFORDABLE))
          .allSatisfy(one -> assertThat(one.parameters()).isLessThan(4_000_000));
      assertThat(candidates.getFirst().multiplyAdds())
          .isLessThan(candidates.getLast().multiplyAdds());
    }
  }
}
