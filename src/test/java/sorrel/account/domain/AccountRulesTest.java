package sorrel.account.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {
  private static final EmailAddress ANNA = EmailAddress.of("anna.long@example.org").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "' Anna@Example.ORG ', anna@example.org",
    "a+b.c@x-y.example, a+b.c@x-y.example",
    "anna@b\u00fccher.example, anna@xn--bcher-kva.example",
    "root@localhost, root@localhost"
  })
  void an_address_has_one_spelling(String typed, String expected) {
    assertThat(EmailAddress.of(typed).orElseThrow().value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anna",
        "@example.org",
        "anna@",
        "an na@example.org",
        "anna@exam ple.org",
        "anna@-x.org",
        "anna@example..org",
        ".anna@example.org",
        "anna@example.org\nBcc: x",
        "<script>@example.org",
        "a@b@c.org"
      })
  void what_is_no_address_is_refused(String typed) {
    assertThat(EmailAddress.of(typed)).isEmpty();
  }

  @Test
  void an_address_longer_than_mail_allows_is_refused() {
    assertThat(EmailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
    assertThat(EmailAddress.of("a@" + "b.".repeat(130) + "org")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ninechars",
        "anna.long@example.org",
        "ANNA.LONG@example.org",
        "1234567890",
        "Password123",
        "aaaaaaaaaaaa",
        "ababababababab"
      })
  void a_password_that_anybody_would_guess_is_refused(String typed) {
    assertThat(new Password(typed).weakness(ANNA)).isPresent();
  }

  @Test
  void a_password_may_be_any_text_of_ten_to_two_hundred_characters() {
    assertThat(new Password("ten chars!").weakness(ANNA)).isEmpty();
    assertThat(new Password("x1!".repeat(66)).weakness(ANNA)).isEmpty();
    assertThat(new Password("x1!".repeat(67)).weakness(ANNA)).isPresent();
    assertThat(new Password("\ud83c\udf3f".repeat(3) + "sorrel!").weakness(ANNA)).isEmpty();
  }

  @Test
  void a_password_is_the_same_from_two_keyboards_and_never_shown() {
    assertThat(new Password("u\u0308ber alles gut").normalised())
        .isEqualTo(new Password("\u00fcber alles gut").normalised());
    assertThat(new Password("ten chars!").toString()).doesNotContain("ten");
  }

  @Test
  void a_secret_is_told_by_its_form_and_never_shown() {
    Secret secret = Secret.next(new SecureRandom());
    assertThat(Secret.of(secret.text())).contains(secret);
    assertThat(secret.text()).startsWith("sorrel_").hasSize(50);
    assertThat(secret.toString()).doesNotContain(secret.text());
    assertThat(Secret.of(secret.text() + "x")).isEmpty();
    assertThat(Secret.of("' OR 1=1 --")).isEmpty();
    assertThat(Secret.next(new SecureRandom())).isNotEqualTo(secret);
  }
}
