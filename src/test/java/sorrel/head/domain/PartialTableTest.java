package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sorrel.kernel.Part;

/** A table that has only some pictures of a class is used as if it had all. */
final class PartialTableTest {
  private static final int ALL = 1_600;
  private static final int SOME = 100;

  @Test
  void sums_for_more_pictures_are_those_of_as_many_alike() {
    ClassSums few = new ClassSums(2, 2);
    ClassSums many = new ClassSums(2, 2);
    for (int i = 0; i < 200; i++) {
      float[] first = {i % 5, i % 3};
      float[] second = {7 + i % 5, i % 3 - 4};
      few.add(first, 0);
      many.add(first, 0);
      many.add(second, 1);
      if (i < 15) {
        few.add(second, 1);
      }
    }

    ClassSums scaled = few.with(new int[] {0, 185});

    assertThat(scaled.count(1)).isEqualTo(200);
    assertThat(scaled.centre()).containsExactly(many.centre(), within(0.1));
    assertThat(scaled.covariance()).containsExactly(many.covariance(), within(0.1));
    assertThat(scaled.spread()).containsExactly(many.spread(), within(0.1));
  }

  @Test
  void a_class_of_which_some_pictures_wait_is_named_as_often_as_if_they_were_there() {
    int whole = named(table(ALL, 0));
    int some = named(table(SOME, ALL - SOME));
    int unweighted = named(table(SOME, 0));

    assertThat(Math.abs(some - whole)).isLessThan(Math.abs(unweighted - whole) / 2);
  }

  /** Of pictures between the classes, those that get the second one. */
  private static int named(FeatureTable table) {
    SoftmaxRegression regression =
        new SoftmaxRegression(table, Discriminant.of(table.sums(), 0.03).linear());
    for (int step = 0; step < 60; step++) {
      regression.step();
    }
    int named = 0;
    for (int i = 0; i < 2_000; i++) {
      float[] x = Clouds.features(i % 2, 20_000 + i, 3);
      named += Softmax.best(regression.linear().logits(x)) == 1 ? 1 : 0;
    }
    return named;
  }

  private static FeatureTable table(int second, int waiting) {
    FeatureTable.Draft draft = new FeatureTable.Draft(Clouds.WIDTH, Clouds.classes(2));
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < (label == 0 ? ALL : second); i++) {
        draft.add(
            new FeatureTable.Row(Clouds.picture(label, i), label, Part.TRAINING),
            Traits.of(Clouds.features(label, i, 3)));
      }
    }
    for (int i = 0; i < waiting; i++) {
      draft.leave(1);
    }
    return draft.done();
  }
}
