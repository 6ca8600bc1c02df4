package sorrel.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ResidentSetTest {
  private final Map<String, Integer> asked = new HashMap<>();
  private final ResidentSet<String> residents =
      new ResidentSet<>(100, key -> asked.getOrDefault(key, 0));

  @Test
  void what_is_worth_least_leaves_first() {
    asked.put("a", 5);
    asked.put("b", 1);
    residents.arrived("a", 40, false);
    residents.arrived("b", 40, false);

    assertThat(residents.arrived("c", 40, false)).containsExactly("b");
  }

  @Test
  void the_newest_stays_until_another_comes() {
    asked.put("a", 5);
    asked.put("b", 5);
    residents.arrived("a", 40, false);
    residents.arrived("b", 40, false);

    assertThat(residents.arrived("once", 40, false)).containsExactly("a");
    assertThat(residents.arrived("c", 40, false)).containsExactly("once");
  }

  @Test
  void as_many_leave_as_are_needed_and_none_is_told_twice() {
    residents.arrived("a", 30, false);
    residents.arrived("b", 30, false);
    residents.arrived("c", 30, false);

    assertThat(residents.arrived("d", 70, false)).containsExactly("a", "b");
    assertThat(residents.arrived("d", 70, false)).isEmpty();
    residents.left("a");
    residents.left("b");
    assertThat(residents.bytes()).isEqualTo(100);
  }

  @Test
  void what_is_pinned_stays_and_so_does_the_newest() {
    residents.arrived("a", 60, true);
    residents.arrived("b", 30, false);

    assertThat(residents.arrived("c", 90, false)).containsExactly("b");
    assertThat(residents.count()).isEqualTo(3);
  }

  @Test
  void one_that_came_back_before_it_had_left_may_be_told_again() {
    residents.arrived("a", 60, false);
    assertThat(residents.arrived("b", 60, false)).containsExactly("a");
    assertThat(residents.arrived("a", 60, false)).containsExactly("b");

    assertThat(residents.arrived("c", 60, false)).containsExactly("a");
  }

  @Property
  void what_stays_fits_unless_it_is_the_newest_alone(
      @ForAll List<@IntRange(min = 1, max = 150) Integer> sizes) {
    ResidentSet<Integer> set = new ResidentSet<>(100, _ -> 0);
    Set<Integer> told = new HashSet<>();
    for (int i = 0; i < sizes.size(); i++) {
      for (int leaving : set.arrived(i, sizes.get(i), false)) {
        assertThat(told.add(leaving)).isTrue();
        assertThat(leaving).isNotEqualTo(i);
      }
      assertThat(set.bytes()).isLessThanOrEqualTo(Math.max(100, sizes.get(i)));
    }
  }
}
