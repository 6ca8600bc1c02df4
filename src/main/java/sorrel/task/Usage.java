package sorrel.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.task.domain.AccountUsage;
import sorrel.task.domain.ModelStatistics;
import sorrel.task.domain.ModelUse;
import sorrel.task.domain.Span;
import sorrel.task.domain.UsageTally;
import sorrel.task.domain.UsageTotal;
import sorrel.task.store.TaskTable;
import sorrel.task.store.UsageTable;
import sorrel.task.store.UsageTable.OfClass;

/**
 * How often models are asked, by class and by how long it takes: counted in memory, and added to
 * the tables every few seconds, so that an answer waits for none of it. What a process had counted
 * since then is lost where it is killed.
 */
public final class Usage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Usage.class);
  private static final Duration WRITTEN = Duration.ofSeconds(2);
  private static final Duration SWEPT = Duration.ofHours(1);

  /** Models and hours that may wait while the database is away, at about a kilobyte each. */
  private static final int WAITING_MAX = 10_000;

  /** Classes that a chart can tell apart by their colours. */
  private static final int CLASSES_MAX = 10;

  private static final int RECENT_MAX = 500;

  private final UsageTable table;
  private final TaskTable tasks;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("usage").daemon().factory());
  private UsageTally counted = new UsageTally();

  /** Counts for some tables, from now on. */
  public Usage(UsageTable table, TaskTable tasks, InstantSource clock) {
    this.table = table;
    this.tasks = tasks;
    this.clock = clock;
    every(WRITTEN, this::write);
    every(SWEPT, this::sweep);
  }

  private void every(Duration pause, Runnable work) {
    ScheduledFuture<?> _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException failure) {
                LOG.warn("use could not be counted", failure);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Counts one; does not block. */
  public synchronized void add(ModelUse use) {
    if (counted.size() < WAITING_MAX) {
      counted.add(use);
    }
  }

  private synchronized UsageTally take() {
    UsageTally taken = counted;
    counted = new UsageTally();
    return taken;
  }

  private synchronized void giveBack(UsageTally unwritten) {
    UsageTally newer = counted;
    counted = unwritten;
    counted.addAll(newer);
  }

  /** Writes what has been counted; blocking. */
  void write() {
    UsageTally taken = take();
    if (!taken.isEmpty()) {
      try {
        table.add(taken);
      } catch (RuntimeException failure) {
        giveBack(taken);
        throw failure;
      }
    }
  }

  private void sweep() {
    Instant now = clock.instant();
    for (Span span : Span.values()) {
      table.removeOlder(span, span.starts(now).getFirst());
    }
  }

  /** How a model was used, a few seconds ago at the latest; blocking. */
  public ModelStatistics of(ModelId model, Span span) {
    List<Instant> starts = span.starts(clock.instant());
    Map<Instant, UsageTotal> totals = table.totals(model, span, starts.getFirst());
    List<OfClass> classes = table.classes(model, span, starts.getFirst(), CLASSES_MAX);
    Map<Instant, List<OfClass>> byStart =
        classes.stream().collect(Collectors.groupingBy(OfClass::start));
    return new ModelStatistics(
        starts.stream()
            .map(
                start ->
                    period(
                        start,
                        Optional.ofNullable(totals.get(start)),
                        byStart.getOrDefault(start, List.of())))
            .toList(),
        classes.stream()
            .filter(each -> each.label().isPresent())
            .sorted(Comparator.comparingLong(OfClass::rank))
            .map(each -> each.label().orElseThrow())
            .distinct()
            .toList(),
        tasks.newest(model, RECENT_MAX));
  }

  private static ModelStatistics.Period period(
      Instant start, Optional<UsageTotal> total, List<OfClass> classes) {
    Map<String, Long> named = new HashMap<>();
    long others = 0;
    for (OfClass each : classes) {
      if (each.label().isPresent()) {
        named.put(each.label().get(), each.answered());
      } else {
        others += each.answered();
      }
    }
    return new ModelStatistics.Period(start, total, named, others);
  }

  /** An account's days by model, newest first, with the busiest models told apart; blocking. */
  public List<AccountUsage> of(AccountId account) {
    return table.days(account, Span.DAY.starts(clock.instant()).getFirst());
  }

  /** Removes what was counted of a model; blocking. */
  public void erase(ModelId model) {
    table.erase(model);
  }

  /** Writes what has been counted, and counts no more. */
  @Override
  public void close() {
    thread.close();
    try {
      write();
    } catch (RuntimeException failure) {
      LOG.warn("use of the last seconds could not be counted", failure);
    }
  }
}
