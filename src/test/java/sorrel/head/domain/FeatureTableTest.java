package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;

final class FeatureTableTest {
  private static final List<ClassId> FOUR = Clouds.classes(4);

  @Test
  void a_class_that_came_later_gives_the_head_that_it_would_have_given_from_the_start() {
    FeatureTable.Draft draft = Clouds.table(3, 100, 0.8).edit(FOUR);
    Clouds.fill(draft, 3, 4, 100, 0.8);

    assertSameHead(draft.done(), Clouds.table(4, 100, 0.8));
  }

  @Test
  void a_picture_that_was_taken_out_leaves_no_trace_in_the_head() {
    FeatureTable.Draft draft = Clouds.table(4, 100, 0.8).edit(FOUR);
    FeatureTable.Row stray = new FeatureTable.Row(Clouds.picture(9, 9), 2, Part.TRAINING);
    draft.add(stray, Traits.of(Clouds.strange(1)));
    assertThat(draft.row(stray.picture())).contains(stray);
    draft.remove(stray.picture());

    assertThat(draft.row(stray.picture())).isEmpty();
    assertSameHead(draft.done(), Clouds.table(4, 100, 0.8));
  }

  @Test
  void a_class_that_was_taken_out_leaves_no_trace_in_the_head() {
    assertSameHead(
        Clouds.table(4, 100, 0.8).edit(Clouds.classes(3)).done(), Clouds.table(3, 100, 0.8));
  }

  @Test
  void a_picture_can_change_its_class() {
    FeatureTable.Draft draft = Clouds.table(4, 100, 0.8).edit(FOUR);
    draft.move(new FeatureTable.Row(Clouds.picture(1, 5), 2, Part.TRAINING));
    FeatureTable table = draft.done();

    assertThat(table.sums().count(1)).isEqualTo(79);
    assertThat(table.sums().count(2)).isEqualTo(81);
    draft = table.edit(FOUR);
    draft.move(new FeatureTable.Row(Clouds.picture(1, 5), 1, Part.TRAINING));
    assertSameHead(draft.done(), Clouds.table(4, 100, 0.8));
  }

  private static void assertSameHead(FeatureTable one, FeatureTable other) {
    Linear left = HeadMaker.solve(one);
    Linear right = HeadMaker.solve(other);
    assertThat(left.classes()).isEqualTo(right.classes());
    for (int i = 0; i < left.weights().length; i++) {
      assertThat(left.weights()[i]).isCloseTo(right.weights()[i], within(1e-4f));
    }
  }
}
