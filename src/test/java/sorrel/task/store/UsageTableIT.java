package sorrel.task.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.AccountUsage;
import sorrel.task.domain.ModelUse;
import sorrel.task.domain.Span;
import sorrel.task.domain.UsageTally;
import sorrel.task.domain.UsageTotal;
import sorrel.task.store.UsageTable.OfClass;

final class UsageTableIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
  private static final Instant HOUR = Span.HOUR.start(NOW);
  private static final Instant DAY = Span.DAY.start(NOW);

  private final UsageTable table = new UsageTable(DATABASE.jdbi());
  private final AccountId account = AccountId.next();
  private final ModelId model = ModelId.next();

  @Test
  void counts_of_several_nodes_add_up() {
    table.add(tally(answered(model, "cat", 4), answered(model, "cat", 6), failed(model)));
    table.add(tally(answered(model, "dog", 100)));

    UsageTotal hour = table.totals(model, Span.HOUR, HOUR).get(HOUR);
    assertThat(hour.account()).isEqualTo(account);
    assertThat(hour.answered()).isEqualTo(3);
    assertThat(hour.failed()).isEqualTo(1);
    assertThat(hour.times().count()).isEqualTo(3);
    assertThat(hour.times().millis()).isEqualTo(110);
    assertThat(hour.times().quantile(1).orElseThrow()).isBetween(90.0, 120.0);
    assertThat(table.totals(model, Span.DAY, DAY).get(DAY).answered()).isEqualTo(3);
    assertThat(table.totals(ModelId.next(), Span.DAY, DAY)).isEmpty();
  }

  @Test
  void nodes_that_write_the_same_rows_at_once_wait_for_each_other() {
    List<ModelId> models = IntStream.range(0, 50).mapToObj(_ -> ModelId.next()).toList();
    CompletableFuture<?>[] nodes =
        IntStream.range(0, 4)
            .mapToObj(
                node ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 10; i++) {
                            UsageTally tally = new UsageTally();
                            models.forEach(each -> tally.add(answered(each, "class " + node, 1)));
                            table.add(tally);
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(nodes).join();

    assertThat(models)
        .allSatisfy(
            each ->
                assertThat(table.totals(each, Span.HOUR, HOUR).get(HOUR).answered()).isEqualTo(40));
  }

  @Test
  void the_most_frequent_classes_are_told_apart() {
    UsageTally tally = new UsageTally();
    for (int label = 1; label <= 5; label++) {
      for (int i = 0; i < label; i++) {
        tally.add(answered(model, "class " + label, 1));
      }
    }
    table.add(tally);

    assertThat(table.classes(model, Span.HOUR, HOUR, 2))
        .containsExactlyInAnyOrder(
            new OfClass(HOUR, Optional.of("class 5"), 1, 5),
            new OfClass(HOUR, Optional.of("class 4"), 2, 4),
            new OfClass(HOUR, Optional.empty(), 3, 6));
  }

  @Test
  void an_account_sees_its_own_models_by_day() {
    ModelId other = ModelId.next();
    table.add(tally(answered(model, "cat", 1), answered(model, "cat", 1), failed(other)));

    assertThat(table.days(account, DAY))
        .containsExactly(
            new AccountUsage(DAY, Optional.of(model), 2, 0, 0),
            new AccountUsage(DAY, Optional.of(other), 0, 0, 1));
    assertThat(table.days(account, DAY.plusSeconds(1))).isEmpty();
    assertThat(table.days(AccountId.next(), DAY)).isEmpty();
  }

  @Test
  void of_many_models_those_asked_least_are_shown_together() {
    UsageTally tally = new UsageTally();
    List<ModelId> models = IntStream.range(0, 25).mapToObj(_ -> ModelId.next()).toList();
    models.forEach(each -> tally.add(answered(each, "cat", 1)));
    tally.add(answered(models.getLast(), "cat", 1));
    table.add(tally);

    List<AccountUsage> days = table.days(account, DAY);
    assertThat(days).hasSize(21);
    assertThat(days).contains(new AccountUsage(DAY, Optional.of(models.getLast()), 2, 0, 0));
    assertThat(days).contains(new AccountUsage(DAY, Optional.empty(), 5, 0, 0));
  }

  @Test
  void three_months_of_a_thousand_classes_are_read_within_a_second() {
    UsageTally tally = new UsageTally();
    for (int day = 0; day < 90; day++) {
      Instant at = NOW.minus(Duration.ofDays(day));
      for (int label = 0; label < 1_000; label++) {
        ModelUse.Answer answer =
            new ModelUse.Answer("class " + label, false, Duration.ofMillis(label));
        tally.add(new ModelUse(account, model, at, Optional.of(answer)));
      }
    }
    table.add(tally);
    Instant first = Span.DAY.starts(NOW).getFirst();

    long began = System.nanoTime();
    assertThat(table.totals(model, Span.DAY, first)).hasSize(90);
    assertThat(table.classes(model, Span.DAY, first, 10)).hasSize(90 * 11);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void periods_that_are_not_shown_any_more_are_removed() {
    table.add(tally(answered(model, "cat", 1)));
    table.removeOlder(Span.HOUR, HOUR);
    assertThat(table.totals(model, Span.HOUR, HOUR)).isNotEmpty();
    table.removeOlder(Span.HOUR, HOUR.plusSeconds(1));

    assertThat(table.totals(model, Span.HOUR, HOUR)).isEmpty();
    assertThat(table.classes(model, Span.HOUR, HOUR, 9)).isEmpty();
    assertThat(table.totals(model, Span.DAY, DAY)).isNotEmpty();
  }

  @Test
  void of_an_erased_model_nothing_is_left() {
    table.add(tally(answered(model, "cat", 1)));
    table.erase(model);

    assertThat(table.totals(model, Span.DAY, DAY)).isEmpty();
    assertThat(table.classes(model, Span.DAY, DAY, 9)).isEmpty();
  }

  private static UsageTally tally(ModelUse... uses) {
    UsageTally tally = new UsageTally();
    for (ModelUse use : uses) {
      tally.add(use);
    }
    return tally;
  }

  private ModelUse answered(ModelId of, String label, int millis) {
    ModelUse.Answer answer = new ModelUse.Answer(label, false, Duration.ofMillis(millis));
    return new ModelUse(account, of, NOW, Optional.of(answer));
  }

  private ModelUse failed(ModelId of) {
    return new ModelUse(account, of, NOW, Optional.empty());
  }
}
