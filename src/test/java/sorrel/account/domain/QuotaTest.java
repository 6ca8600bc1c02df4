package sorrel.account.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QuotaTest {
  private static final Quota USUAL = new Quota(10, 5_000);

  @Test
  void an_account_may_have_what_all_may_unless_something_else_was_set_for_it() {
    assertThat(OwnLimits.NONE.over(USUAL)).isEqualTo(USUAL);
    assertThat(new OwnLimits(Optional.of(3L), Optional.empty()).over(USUAL))
        .isEqualTo(new Quota(3, 5_000));
    assertThat(new OwnLimits(Optional.empty(), Optional.of(9_000L)).over(USUAL))
        .isEqualTo(new Quota(10, 9_000));
  }

  @Test
  void an_account_may_be_given_nothing_at_all() {
    assertThat(new OwnLimits(Optional.of(0L), Optional.of(0L)).over(USUAL))
        .isEqualTo(new Quota(0, 0));
  }
}
