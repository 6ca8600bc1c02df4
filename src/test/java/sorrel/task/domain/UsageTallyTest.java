package sorrel.task.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.task.domain.UsageTally.Cell;
import sorrel.task.domain.UsageTally.ClassCell;

class UsageTallyTest {
  private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

  private final AccountId account = AccountId.next();
  private final ModelId model = ModelId.next();
  private final UsageTally tally = new UsageTally();

  @Test
  void what_was_asked_counts_for_its_hour_and_its_day() {
    tally.add(answered(NINE, "cat", false));
    tally.add(answered(NINE.plusSeconds(3599), "dog", true));
    tally.add(answered(NINE.plusSeconds(3600), "cat", false));
    tally.add(new ModelUse(account, model, NINE, Optional.empty()));

    assertThat(tally.totals()).hasSize(3);
    UsageTotal hour = tally.totals().get(new Cell(model, Span.HOUR, NINE));
    assertThat(hour.answered()).isEqualTo(2);
    assertThat(hour.unknown()).isEqualTo(1);
    assertThat(hour.failed()).isEqualTo(1);
    assertThat(hour.times().mean()).contains(5.0);
    UsageTotal day = tally.totals().get(new Cell(model, Span.DAY, MIDNIGHT));
    assertThat(day.answered()).isEqualTo(3);
    assertThat(day.times().count()).isEqualTo(3);
  }

  @Test
  void a_picture_that_the_model_did_not_know_is_of_no_class() {
    tally.add(answered(NINE, "cat", false));
    tally.add(answered(NINE, "cat", true));

    assertThat(tally.classes())
        .hasSize(2)
        .containsEntry(new ClassCell(new Cell(model, Span.DAY, MIDNIGHT), "cat"), 1L);
  }

  @Test
  void what_could_not_be_written_is_counted_with_what_came_since() {
    tally.add(answered(NINE, "cat", false));
    UsageTally newer = new UsageTally();
    newer.add(answered(NINE, "cat", false));
    newer.add(new ModelUse(account, ModelId.next(), NINE, Optional.empty()));
    tally.addAll(newer);

    assertThat(tally.size()).isEqualTo(2);
    Cell hour = new Cell(model, Span.HOUR, NINE);
    assertThat(tally.totals().get(hour).answered()).isEqualTo(2);
    assertThat(tally.classes()).containsEntry(new ClassCell(hour, "cat"), 2L);
  }

  @Test
  void the_periods_shown_end_with_the_one_under_way() {
    assertThat(Span.HOUR.starts(NINE.plusSeconds(1)))
        .hasSize(48)
        .startsWith(NINE.minus(Duration.ofHours(47)))
        .endsWith(NINE);
    assertThat(Span.DAY.starts(NINE))
        .hasSize(90)
        .startsWith(MIDNIGHT.minus(Duration.ofDays(89)))
        .endsWith(MIDNIGHT);
  }

  private ModelUse answered(Instant at, String label, boolean unknown) {
    return new ModelUse(
        account, model, at, Optional.of(new ModelUse.Answer(label, unknown, Duration.ofMillis(5))));
  }
}
