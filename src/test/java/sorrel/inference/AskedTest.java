package sorrel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;

final class AskedTest {
  private final Asked asked = new Asked();
  private final ModelId often = ModelId.next();
  private final ModelId seldom = ModelId.next();

  @Test
  void each_look_tells_what_was_asked_often_since_the_one_before() {
    asked.take(1);
    asked.once(often);
    asked.once(often);
    asked.once(seldom);

    assertThat(asked.take(2)).containsOnlyKeys(often).containsEntry(often, 2L);
    assertThat(asked.take(1)).isEmpty();
  }

  @Test
  void where_nobody_looks_nothing_is_counted() {
    asked.once(often);

    assertThat(asked.take(1)).isEmpty();
  }
}
