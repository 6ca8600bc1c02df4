package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

final class NearDuplicatesTest {
  @Test
  void a_picture_that_is_on_both_sides_is_found() {
    FeatureTable.Draft draft = Clouds.table(4, 200, 0.9).edit(Clouds.classes(4));
    Sha256 copy = Sha256.of(new byte[] {99, 99});
    float[] original = Clouds.features(2, 15, 0.9);
    original[0] += 0.001f;
    draft.add(new FeatureTable.Row(copy, 2, Part.TESTING), Traits.of(original));

    assertThat(NearDuplicates.across(draft.done(), 50).getFirst())
        .satisfies(
            pair -> {
              assertThat(pair.learned()).isEqualTo(Clouds.picture(2, 15));
              assertThat(pair.tested()).isEqualTo(copy);
              assertThat(pair.likeness()).isGreaterThan(0.999);
            });
  }

  @Test
  void pictures_that_look_different_are_not_the_same_whatever_a_network_makes_of_them() {
    FeatureTable.Draft draft = new FeatureTable.Draft(Clouds.WIDTH, Clouds.classes(1));
    float[] features = Clouds.features(0, 1, 1);
    draft.add(
        new FeatureTable.Row(Clouds.picture(0, 1), 0, Part.TRAINING),
        new Traits(features, new Look(new float[] {0.1f}, new float[0])));
    draft.add(
        new FeatureTable.Row(Clouds.picture(0, 2), 0, Part.TESTING),
        new Traits(features, new Look(new float[] {0.9f}, new float[0])));

    assertThat(NearDuplicates.across(draft.done(), 50)).isEmpty();
  }
}
