package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

final class MislabelledTest {
  @Test
  void pictures_in_the_wrong_class_are_found_with_the_class_they_look_like() {
    FeatureTable.Draft draft = Clouds.table(4, 200, 0.7).edit(Clouds.classes(4));
    List<Sha256> wrong = new ArrayList<>();
    for (int i = 20; i < 25; i++) {
      wrong.add(Clouds.picture(1, i));
      draft.move(
          new FeatureTable.Row(
              Clouds.picture(1, i), 3, draft.row(Clouds.picture(1, i)).orElseThrow().part()));
    }
    List<Mislabelled.Suspect> suspects = Mislabelled.in(draft.done(), 10);

    // One in ten is on the testing side, where nothing is looked for.
    assertThat(suspects)
        .extracting(Mislabelled.Suspect::picture)
        .contains(wrong.get(2), wrong.get(3));
    assertThat(suspects.subList(0, 3))
        .allSatisfy(
            suspect -> {
              assertThat(suspect.label()).isEqualTo(3);
              assertThat(suspect.suggested()).isEqualTo(1);
              assertThat(suspect.margin()).isGreaterThan(0.5);
            });
  }

  @Test
  void where_all_is_well_hardly_any_picture_is_suspect() {
    assertThat(Mislabelled.in(Clouds.table(4, 200, 0.5), 100)).hasSizeLessThan(5);
  }

  @Test
  void too_few_pictures_to_judge_without_are_not_judged() {
    FeatureTable.Draft draft = new FeatureTable.Draft(Clouds.WIDTH, Clouds.classes(2));
    for (int label = 0; label < 2; label++) {
      draft.add(
          new FeatureTable.Row(Clouds.picture(label, 1), label, Part.TRAINING),
          Traits.of(Clouds.features(label, 1, 1)));
    }
    assertThat(Mislabelled.in(draft.done(), 10)).isEmpty();
  }
}
