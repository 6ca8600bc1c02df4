package sorrel.dataset.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageId;

class CodeListTest {
  private static final int KEPT = 128;
  private static final int BITS = 30;

  private final Random random = new Random(1);
  private final CodeList list = new CodeList(KEPT);

  @Test
  void the_newest_codes_are_compared_oldest_first_however_many_came() {
    List<UUID> ids = new ArrayList<>();
    List<Long> codes = new ArrayList<>();
    for (int i = 0; i < 5 * KEPT; i++) {
      long code = random.nextLong();
      List<ImageId> expected =
          IntStream.range(Math.max(0, i - KEPT), i)
              .filter(at -> Long.bitCount(codes.get(at) ^ code) <= BITS)
              .mapToObj(at -> new ImageId(ids.get(at)))
              .toList();

      assertThat(list.near(code, BITS)).as("after %d", i).isEqualTo(expected);

      UUID id = new UUID(i, random.nextLong());
      list.add(id, code);
      ids.add(id);
      codes.add(code);
    }
  }

  @Test
  void what_it_takes_grows_with_what_it_has_up_to_a_bound() {
    long small = list.bytes();
    for (int i = 0; i < 100 * KEPT; i++) {
      list.add(new UUID(0, i), i);
    }

    assertThat(list.bytes()).isGreaterThan(small).isEqualTo(KEPT * 24L);
  }

  @Test
  void a_size_that_is_no_power_of_two_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CodeList(100));
    assertThatIllegalArgumentException().isThrownBy(() -> new CodeList(32));
  }
}
