package sorrel.dataset.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

class StableSplitTest {
  private static final List<Sha256> PICTURES =
      IntStream.range(0, 20_000)
          .mapToObj(i -> Sha256.of(("picture " + i).getBytes(UTF_8)))
          .toList();

  @Test
  void a_fifth_is_for_testing() {
    long testing = PICTURES.stream().filter(p -> StableSplit.of(p) == Split.TESTING).count();
    assertThat(testing).isBetween(3_800L, 4_200L);
  }

  @Test
  void a_tenth_of_training_is_for_validation_and_of_testing_too() {
    for (Split split : Split.values()) {
      List<Sha256> part = PICTURES.stream().filter(p -> StableSplit.of(p) == split).toList();
      long validation = part.stream().filter(StableSplit::isValidation).count();
      assertThat((double) validation / part.size()).isBetween(0.085, 0.115);
    }
  }

  @Test
  void the_same_picture_is_always_on_the_same_side() {
    assertThat(StableSplit.of(new Sha256("3333333300000000" + "0".repeat(48))))
        .isEqualTo(Split.TRAINING);
    assertThat(StableSplit.of(new Sha256("33333332" + "f".repeat(56)))).isEqualTo(Split.TESTING);
    assertThat(StableSplit.isValidation(new Sha256("ffffffff19999998" + "f".repeat(48)))).isTrue();
    assertThat(StableSplit.isValidation(new Sha256("0000000019999999" + "0".repeat(48)))).isFalse();
  }
}
