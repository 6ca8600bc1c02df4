package sorrel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sorrel.account.domain.EmailAddress;

class LogInLimitsTest {
  private static final EmailAddress ANNA = EmailAddress.of("anna@example.org").orElseThrow();
  private static final EmailAddress BERT = EmailAddress.of("bert@example.org").orElseThrow();

  private final AtomicLong nanos = new AtomicLong();
  private final LogInLimits limits = new LogInLimits(3, Duration.ofMinutes(15), nanos::get);

  @Test
  void one_failure_too_many_has_to_wait_for_the_rest_of_the_window() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.attempt(ANNA, "a" + i)).isEmpty();
    }
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(limits.attempt(ANNA, "b")).contains(Duration.ofMinutes(10));
    assertThat(limits.attempt(BERT, "b")).isEmpty();
    nanos.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(limits.attempt(ANNA, "b")).isEmpty();
  }

  @Test
  void a_right_password_forgets_the_failures() {
    for (int round = 0; round < 20; round++) {
      assertThat(limits.attempt(ANNA, "home")).isEmpty();
      assertThat(limits.attempt(ANNA, "home")).isEmpty();
      limits.succeeded(ANNA, "home");
      limits.notJudged(BERT, "home");
    }
  }

  @Test
  void an_address_that_tries_many_accounts_has_to_wait() {
    for (int i = 0; i < 15; i++) {
      EmailAddress somebody = EmailAddress.of("x" + i + "@example.org").orElseThrow();
      assertThat(limits.attempt(somebody, "attic")).isEmpty();
    }
    assertThat(limits.attempt(BERT, "attic")).isPresent();
    assertThat(limits.attempt(BERT, "home")).isEmpty();
  }
}
