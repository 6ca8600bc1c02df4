package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DirectionsTest {
  private static ClassSums threeClasses() {
    ClassSums sums = new ClassSums(3, 2);
    sums.add(new float[] {4, 1}, 0);
    sums.add(new float[] {6, 1}, 0);
    sums.add(new float[] {-1, 4}, 1);
    sums.add(new float[] {-4, -2}, 2);
    return sums;
  }

  @Test
  void the_angle_is_seen_from_the_middle_of_the_classes_however_many_pictures_they_have() {
    Directions directions = Directions.of(threeClasses());

    assertThat(directions.middle()).containsExactly(new float[] {0, 1}, within(1e-6f));
    assertThat(directions.nearest(new float[] {9, 1})).isCloseTo(1, within(1e-6));
    assertThat(directions.nearest(new float[] {0.1f, 1})).isCloseTo(1, within(1e-6));
  }

  @Test
  void what_goes_no_classs_way_is_far_from_all() {
    Directions directions = Directions.of(threeClasses());

    assertThat(directions.nearest(new float[] {3, -4})).isLessThan(0.6);
  }

  @Test
  void a_class_left_out_is_a_stranger() {
    ClassSums sums = threeClasses();

    assertThat(Directions.without(sums, 1).nearest(new float[] {-1, 4})).isLessThan(0.9);
    assertThat(Directions.of(sums).nearest(new float[] {-1, 4})).isCloseTo(1, within(1e-6));
  }

  @Test
  void the_middle_itself_goes_no_way() {
    assertThat(Directions.of(threeClasses()).nearest(new float[] {0, 1}))
        .isCloseTo(0, within(1e-5));
  }
}
