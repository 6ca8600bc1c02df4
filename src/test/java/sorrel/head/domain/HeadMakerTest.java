package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sorrel.kernel.Part;

final class HeadMakerTest {
  @Test
  void clouds_that_lie_apart_are_told_apart() {
    FeatureTable table = Clouds.table(4, 200, 0.7);

    HeadMaker.Made made = HeadMaker.make(table, HeadMaker.solve(table));
    HeadReport report = HeadReport.of(made.head(), table, Part.TESTING);

    assertThat(made.total()).isEqualTo(80);
    assertThat(made.right()).isGreaterThan(75);
    assertThat(report.total()).isEqualTo(80);
    assertThat(report.right()).isGreaterThan(75);
  }

  @Test
  void probabilities_are_as_sure_as_they_are_right() {
    FeatureTable table = Clouds.table(4, 2_000, 1.6);

    HeadReport report =
        HeadReport.of(HeadMaker.make(table, HeadMaker.solve(table)).head(), table, Part.TESTING);

    assertThat(report.right()).isBetween(500, 790);
    assertThat(report.calibrationError()).isLessThan(0.05);
  }

  @Test
  void borders_are_drawn_where_classes_meet_and_not_halfway_between_their_means() {
    FeatureTable.Draft draft = new FeatureTable.Draft(2, Clouds.classes(2));
    for (int i = 0; i < 2_000; i++) {
      boolean narrow = i % 2 == 0;
      float place = i % 1_000 / 1_000f;
      float[] features = {narrow ? 1 + place : -20 * place, i % 7};
      Part part = i % 5 == 0 ? Part.TESTING : i % 5 == 1 ? Part.VALIDATION : Part.TRAINING;
      draft.add(
          new FeatureTable.Row(Clouds.picture(narrow ? 1 : 0, i), narrow ? 1 : 0, part),
          Traits.of(features));
    }
    FeatureTable table = draft.done();

    long halfway = rightOnTesting(table, Discriminant.of(table.sums(), 0.003).linear());
    long solved = rightOnTesting(table, HeadMaker.solve(table));

    assertThat(halfway).isLessThan(370);
    assertThat(solved).isGreaterThan(390);
  }

  private static long rightOnTesting(FeatureTable table, Linear linear) {
    return IntStream.of(table.of(Part.TESTING))
        .filter(
            row ->
                Softmax.best(linear.logits(table.features(row))) == table.rows().get(row).label())
        .count();
  }

  @Test
  void what_training_arrived_at_is_kept_and_only_made_honest() {
    FeatureTable table = Clouds.table(3, 300, 1.2);
    Head calm = HeadMaker.make(table, HeadMaker.solve(table)).head();
    Linear shouting =
        new Linear(scaled(calm.linear().weights(), 30), scaled(calm.linear().offsets(), 30));

    Head head = HeadMaker.make(table, shouting).head();

    assertThat(head.linear()).isEqualTo(shouting);
    assertThat(head.temperature()).isCloseTo(30 * calm.temperature(), within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void the_strange_are_told_from_the_usual_without_having_been_seen(int classes) {
    FeatureTable table = Clouds.table(classes, 400, 0.7);
    Head head = HeadMaker.make(table, HeadMaker.solve(table)).head();

    long known =
        IntStream.of(table.of(Part.TESTING))
            .filter(row -> head.judge(table.traits(row)).familiarity() >= 0.05)
            .count();
    long strange =
        IntStream.range(0, 100)
            .filter(i -> head.judge(Traits.of(Clouds.strange(i))).familiarity() < 0.05)
            .count();

    assertThat((double) known / table.of(Part.TESTING).length).isCloseTo(0.95, within(0.05));
    assertThat(strange).isGreaterThan(95);
  }

  @Test
  void a_few_pictures_without_any_to_check_with_are_enough() {
    FeatureTable.Draft draft = new FeatureTable.Draft(Clouds.WIDTH, Clouds.classes(2));
    for (int label = 0; label < 2; label++) {
      draft.add(
          new FeatureTable.Row(Clouds.picture(label, 2), label, Part.TRAINING),
          Traits.of(Clouds.features(label, 2, 0.5)));
    }
    FeatureTable table = draft.done();

    Head head = HeadMaker.make(table, HeadMaker.solve(table)).head();

    for (int row : List.of(0, 1)) {
      Head.Judgement judgement = head.judge(table.traits(row));
      assertThat(judgement.probabilities()[row]).isGreaterThan(0.5f);
      assertThat(judgement.familiarity()).isEqualTo(1);
    }
  }

  @Test
  void a_picture_of_another_kind_is_strange_whatever_the_network_makes_of_it() {
    FeatureTable.Draft draft = new FeatureTable.Draft(Clouds.WIDTH, Clouds.classes(2));
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < 400; i++) {
        Part part = i % 4 == 0 ? Part.VALIDATION : Part.TRAINING;
        draft.add(
            new FeatureTable.Row(Clouds.picture(label, i), label, part),
            new Traits(Clouds.features(label, i, 0.5), look(0.2f, 0.4f, i)));
      }
    }
    FeatureTable table = draft.done();
    Head head = HeadMaker.make(table, HeadMaker.solve(table)).head();

    float[] usual = Clouds.features(1, 1_000, 0.5);
    assertThat(head.judge(new Traits(usual, look(0.2f, 0.4f, 1_002))).familiarity())
        .isGreaterThan(0.05f);
    assertThat(head.judge(new Traits(usual, look(0.7f, 0.4f, 1_002))).familiarity())
        .as("elsewhere in the picture")
        .isLessThan(0.01f);
    assertThat(head.judge(new Traits(usual, look(0.2f, 0.9f, 1_002))).familiarity())
        .as("of other details")
        .isLessThan(0.01f);
  }

  private static Look look(float brightness, float detail, int i) {
    return new Look(
        new float[] {brightness + i % 7 / 70f, 0.5f + i % 5 / 50f},
        new float[] {detail + i % 3 / 30f});
  }

  private static float[] scaled(float[] numbers, float by) {
    float[] result = numbers.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= by;
    }
    return result;
  }
}
