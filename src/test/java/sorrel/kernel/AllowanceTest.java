package sorrel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowanceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, true",
    "1, 1, 1, false",
    "1, 1, 0, true",
    "7, 10, 3, true",
    "7, 10, 4, false",
    "9, 3, 1, false",
    "0, 0, 1, false",
    "5, 9223372036854775807, 9223372036854775802, true"
  })
  void what_fits_is_what_is_left(long used, long allowed, long more, boolean fits) {
    assertThat(new Allowance(used, allowed).fits(more)).isEqualTo(fits);
  }

  @Test
  void nothing_is_left_where_a_limit_was_lowered_below_what_is_used() {
    assertThat(new Allowance(9, 3).left()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "3400, 3.4 kB",
    "25000000, 25.0 MB",
    "1000000000000, 1.0 TB",
    "9007199254740992, 9.0 PB"
  })
  void bytes_are_counted_as_file_managers_do(long bytes, String words) {
    assertThat(ByteCount.words(bytes)).isEqualTo(words);
  }
}
