package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;

class RecipeTest {
  private static final Recipe RECIPE = new Recipe(10, 32, 0.01, 0, Augmentation.NONE, 0, 1);

  private static final Architecture NETWORK =
      Architectures.candidates(new ImageShape(8, 8, 1), 2, 100, false).getLast();

  @Test
  void the_rate_rises_to_its_peak_and_falls_to_its_floor() {
    assertThat(RECIPE.rate(0)).isCloseTo(0.02, within(1e-9));
    assertThat(RECIPE.rate(0.15)).isCloseTo(1, within(1e-9));
    assertThat(RECIPE.rate(0.5)).isBetween(0.02, 1.0);
    assertThat(RECIPE.rate(1)).isCloseTo(0.02, within(1e-9));
    assertThat(RECIPE.rate(3)).isCloseTo(0.02, within(1e-9));
  }

  @Test
  void few_images_are_seen_more_often_in_smaller_batches() {
    Recipe few = Recipe.forDataset(NETWORK, 600, Augmentation.NONE, 1);
    Recipe many = Recipe.forDataset(NETWORK, 54_000, Augmentation.NONE, 1);
    assertThat(few.epochsPlanned()).isGreaterThan(3 * many.epochsPlanned());
    assertThat(few.batch()).isLessThan(many.batch());
  }

  @Test
  void batches_are_as_small_as_the_memory_asks_for_but_not_smaller_than_sensible() {
    Recipe recipe = Recipe.forDataset(NETWORK, 54_000, Augmentation.NONE, 1);
    long enough = NETWORK.bytesLearning(recipe.batch());

    assertThat(recipe.within(NETWORK, enough)).isEqualTo(recipe);
    assertThat(recipe.within(NETWORK, enough - 1).batch()).isEqualTo(recipe.batch() / 2);
    assertThat(recipe.within(NETWORK, 1).batch()).isEqualTo(16);
    assertThat(Recipe.forDataset(NETWORK, 7, Augmentation.NONE, 1).within(NETWORK, 1).batch())
        .isEqualTo(7);
  }

  @Test
  void a_batch_is_never_larger_than_the_dataset() {
    assertThat(Recipe.forDataset(NETWORK, 7, Augmentation.NONE, 1).batch()).isEqualTo(7);
  }

  @Test
  void what_has_learned_already_is_trained_shorter_and_more_carefully() {
    Recipe few = Recipe.forFineTuning(200, Augmentation.NONE, 1);
    Recipe many = Recipe.forFineTuning(20_000, Augmentation.NONE, 1);

    assertThat(few.epochsPlanned()).isEqualTo(10);
    assertThat(many.epochsPlanned()).isEqualTo(3);
    assertThat(few.batch()).isLessThan(many.batch());
    assertThat(many.peakLearningRate())
        .isLessThan(Recipe.forDataset(NETWORK, 20_000, Augmentation.NONE, 1).peakLearningRate());
    assertThat(Recipe.forFineTuning(7, Augmentation.NONE, 1).batch()).isEqualTo(7);
  }
}
