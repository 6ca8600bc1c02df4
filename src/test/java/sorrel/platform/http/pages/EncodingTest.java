package sorrel.platform.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final Set<Encoding> ALL = EnumSet.allOf(Encoding.class);

  @Test
  void the_smallest_of_what_is_liked_as_much_is_sent() {
    assertThat(best("gzip, deflate, br", ALL)).isEqualTo(Encoding.BROTLI);
    assertThat(best("gzip;q=0.8, BR;q=0.8", ALL)).isEqualTo(Encoding.BROTLI);
    assertThat(best("*", ALL)).isEqualTo(Encoding.BROTLI);
  }

  @Test
  void what_is_liked_best_goes_before_what_is_smaller() {
    assertThat(best("br;q=0.5, gzip", ALL)).isEqualTo(Encoding.GZIP);
    assertThat(best("br; q=0.5, identity", ALL)).isEqualTo(Encoding.IDENTITY);
  }

  @Test
  void what_is_refused_is_not_sent() {
    assertThat(best("br;q=0, *", ALL)).isEqualTo(Encoding.GZIP);
    assertThat(best("br;q=0, gzip;q=0.000", ALL)).isEqualTo(Encoding.IDENTITY);
    assertThat(best("zstd", ALL)).isEqualTo(Encoding.IDENTITY);
  }

  @Test
  void only_what_there_is_can_be_sent() {
    assertThat(best("br, gzip", EnumSet.of(Encoding.GZIP, Encoding.IDENTITY)))
        .isEqualTo(Encoding.GZIP);
    assertThat(best("br, identity;q=0", EnumSet.of(Encoding.IDENTITY)))
        .isEqualTo(Encoding.IDENTITY);
  }

  @Test
  void a_caller_that_says_nothing_or_nonsense_gets_the_bytes_as_they_are() {
    assertThat(Encoding.best(Optional.empty(), ALL)).isEqualTo(Encoding.IDENTITY);
    assertThat(best(",;;,=", ALL)).isEqualTo(Encoding.IDENTITY);
    assertThat(best("br;q=high, gzip;level=9", ALL)).isEqualTo(Encoding.IDENTITY);
  }

  private static Encoding best(String accepted, Set<Encoding> present) {
    return Encoding.best(Optional.of(accepted), present);
  }
}
