package sorrel.task.domain;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;

/** Counts of use that have not been written yet; not for several threads at once. */
public final class UsageTally {
  private final Map<Cell, Counter> hours = new HashMap<>();

  /** A model's period. */
  public record Cell(ModelId model, Span span, Instant start) {}

  /** A model's period, as far as the pictures of one class go. */
  public record ClassCell(Cell cell, String label) {}

  /** What changes with each answer, of which there may be tens of thousands a second. */
  private static final class Counter {
    private final AccountId account;
    private final long[] steps = new long[AnswerTimes.STEPS];
    private final Map<String, Long> classes = new HashMap<>();
    private double millis;
    private long answered;
    private long unknown;
    private long failed;

    private Counter(AccountId account) {
      this.account = account;
    }

    private void add(ModelUse.Answer answer) {
      answered++;
      millis += answer.millis();
      steps[AnswerTimes.step(answer.millis())]++;
      if (answer.unknown()) {
        unknown++;
      } else {
        classes.merge(answer.label(), 1L, Long::sum);
      }
    }

    private void add(Counter other) {
      answered += other.answered;
      unknown += other.unknown;
      failed += other.failed;
      millis += other.millis;
      Arrays.setAll(steps, i -> steps[i] + other.steps[i]);
      other.classes.forEach((label, count) -> classes.merge(label, count, Long::sum));
    }

    private UsageTotal total() {
      return new UsageTotal(
          account, answered, unknown, failed, new AnswerTimes(millis, steps.clone()));
    }
  }

  /** Counts one. */
  public void add(ModelUse use) {
    Counter counter =
        hours.computeIfAbsent(
            cell(use.model(), Span.HOUR, use.at()), _ -> new Counter(use.account()));
    use.answer().ifPresentOrElse(counter::add, () -> counter.failed++);
  }

  /** Counts what another one has. */
  public void addAll(UsageTally other) {
    other.hours.forEach(
        (hour, counter) ->
            hours.computeIfAbsent(hour, _ -> new Counter(counter.account)).add(counter));
  }

  private static Cell cell(ModelId model, Span span, Instant at) {
    return new Cell(model, span, span.start(at));
  }

  public boolean isEmpty() {
    return hours.isEmpty();
  }

  /** Of how many models and hours there is something. */
  public int size() {
    return hours.size();
  }

  /** What was counted, by hours and by days. */
  public Map<Cell, UsageTotal> totals() {
    Map<Cell, UsageTotal> totals = new HashMap<>();
    hours.forEach(
        (hour, counter) -> {
          for (Span span : Span.values()) {
            Cell cell = cell(hour.model(), span, hour.start());
            totals.merge(cell, counter.total(), UsageTotal::plus);
          }
        });
    return totals;
  }

  /** The pictures that a model knew by class, by hours and by days. */
  public Map<ClassCell, Long> classes() {
    Map<ClassCell, Long> classes = new HashMap<>();
    hours.forEach(
        (hour, counter) -> {
          for (Span span : Span.values()) {
            Cell cell = cell(hour.model(), span, hour.start());
            counter.classes.forEach(
                (label, count) -> classes.merge(new ClassCell(cell, label), count, Long::sum));
          }
        });
    return classes;
  }
}
