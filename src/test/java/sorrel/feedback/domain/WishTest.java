package sorrel.feedback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WishTest {
  private static final Optional<String> CATS = Optional.of("cats");

  @Test
  void a_class_is_learned_where_the_model_learns_from_verdicts() {
    assertThat(Wish.of(CATS, true, false)).isEqualTo(Wish.LEARN);
    assertThat(Wish.of(CATS, false, false)).isEqualTo(Wish.FORGET);
  }

  @Test
  void what_was_learned_follows_a_verdict_that_changes() {
    assertThat(Wish.of(CATS, false, true)).isEqualTo(Wish.LEARN);
    assertThat(Wish.of(Optional.empty(), true, true)).isEqualTo(Wish.FORGET);
  }
}
