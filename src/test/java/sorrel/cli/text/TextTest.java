package sorrel.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sorrel.kernel.Interval;

class TextTest {
  private final StringWriter written = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  @ParameterizedTest
  @CsvSource({
    "15m,PT15M",
    "90s,PT90S",
    "PT15M,PT15M",
    "pt15m,PT15M",
    "1h30m,PT90M",
    "2h,PT2H",
    "15min,PT15M",
  })
  void durations_are_read_as_people_type_them(String typed, Duration meant) {
    assertThat(DurationText.parse(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "m", "0s", "-5m", "PT-5M", "soon", "99999999999999999999h"})
  void what_is_not_a_duration_is_refused_with_examples(String typed) {
    assertThatThrownBy(() -> DurationText.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + typed + "' is not a duration")
        .hasMessageContaining("15m");
  }

  @Test
  void amounts_are_said_in_units_that_fit() {
    assertThat(Words.of(Duration.ofMillis(850))).isEqualTo("850 ms");
    assertThat(Words.of(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
    assertThat(Words.of(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(Words.of(Duration.ofMinutes(63))).isEqualTo("1 h 3 min");
    assertThat(Words.ofBytes(512)).isEqualTo("512 B");
    assertThat(Words.ofBytes(25_000_000)).isEqualTo("25.0 MB");
    assertThat(Words.ofBytes(10_000_000_000L)).isEqualTo("10.0 GB");
    assertThat(Words.of(1, "picture")).isEqualTo("1 picture");
    assertThat(Words.of(60_000, "picture")).isEqualTo("60,000 pictures");
    assertThat(Words.percent(new Interval(0.972, 0.961, 0.98))).isEqualTo("97.2 % (96.1 to 98.0)");
  }

  @Test
  void progress_shows_a_bar_with_what_is_left() {
    ProgressText text = new ProgressText("Uploading", Words::ofBytes);
    assertThat(text.at(13_000_000, OptionalLong.of(26_000_000), Duration.ofSeconds(4)))
        .isEqualTo(
            "Uploading  [############------------]  50 %  13.0 MB of 26.0 MB, 5.0 s left"
                .replace(".0 s left", " s left"));
  }

  @Test
  void progress_without_a_total_shows_the_amount_alone() {
    ProgressText text = new ProgressText("Reading pictures", Words::of);
    assertThat(text.at(1_200, OptionalLong.empty(), Duration.ofSeconds(4)))
        .isEqualTo("Reading pictures  1,200");
  }

  @Test
  void progress_estimates_nothing_at_the_start_and_at_the_end() {
    ProgressText text = new ProgressText("Reading", Words::of);
    assertThat(text.at(1, OptionalLong.of(10), Duration.ofMillis(100))).doesNotContain("left");
    assertThat(text.at(10, OptionalLong.of(10), Duration.ofSeconds(9)))
        .contains("100 %")
        .doesNotContain("left");
  }

  @Test
  void without_a_terminal_changed_lines_are_printed_once_in_a_while() {
    LiveText text = new LiveText(new PrintWriter(written), false, clock::get);
    text.show(List.of("names", "first 1"));
    text.show(List.of("names", "first 2"));
    clock.addAndGet(Duration.ofSeconds(6).toNanos());
    text.show(List.of("names", "first 3"));
    text.end(List.of("names", "first 4"));
    assertThat(written.toString().lines())
        .containsExactly("names", "first 1", "first 3", "first 4");
  }

  @Test
  void without_a_terminal_nothing_controls_a_cursor() {
    LiveText text = new LiveText(new PrintWriter(written), false, clock::get);
    text.show("one");
    text.end("two");
    assertThat(written.toString()).doesNotContain("\033").doesNotContain("\r");
  }

  @Test
  void on_a_terminal_lines_are_drawn_over_the_ones_before() {
    LiveText text = new LiveText(new PrintWriter(written), true, clock::get);
    text.show(List.of("a", "b"));
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    text.show(List.of("c"));
    assertThat(written.toString())
        .isEqualTo("\033[2Ka\n\033[2Kb\n\033[2A\r\033[2Kc\n\033[2K\n\033[1A");
  }

  @Test
  void columns_of_a_table_line_up() {
    Table table = new Table("name", ">count").row("a", "1,000").row("longer", "2");
    assertThat(table.lines()).containsExactly("name    count", "a       1,000", "longer      2");
  }
}
