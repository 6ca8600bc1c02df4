package sorrel.training.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/**
 * Which jobs wait, which run where, and what recently ended: the scheduler's book-keeping, without
 * an actor around it. Time is given, so that tests need no clock.
 */
final class JobQueue {
  /** A runner that was not heard of for this long has lost its jobs. */
  static final Duration LEASE = Duration.ofSeconds(12);

  /** Reports kept so that a job asked for again after its end is not done again. */
  static final int REPORTS_KEPT = 1_000;

  /**
   * A job that runs, and where.
   *
   * @param wanted false once it was cancelled: it is to end, and is not given to another runner
   */
  record Running(TrainingJob job, String runner, Instant since, boolean wanted) {
    private Running unwanted() {
      return new Running(job, runner, since, false);
    }
  }

  /**
   * A runner as it last described itself.
   *
   * @param holds jobs that its slots held then, and that did not end since
   */
  record Runner(String name, int slots, Set<JobKey> holds, Instant heard) {
    Runner {
      holds = Set.copyOf(holds);
    }

    private Runner without(JobKey ended) {
      return new Runner(
          name,
          slots,
          holds.stream().filter(key -> !key.equals(ended)).collect(Collectors.toSet()),
          heard);
    }
  }

  private final Map<JobKey, TrainingJob> waiting = new LinkedHashMap<>();
  private final Map<JobKey, Running> running = new LinkedHashMap<>();
  private final Map<String, Runner> runners = new HashMap<>();
  private final Map<JobKey, JobReport> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobKey, JobReport> eldest) {
          return size() > REPORTS_KEPT;
        }
      };

  /** Takes a job in, once; a report where the job has already ended. */
  Optional<JobReport> submit(TrainingJob job) {
    if (ended.containsKey(job.key())) {
      return Optional.of(ended.get(job.key()));
    }
    if (!running.containsKey(job.key())) {
      waiting.putIfAbsent(job.key(), job);
    }
    return Optional.empty();
  }

  /**
   * Hears of a runner. A job that it holds and that waits, because the runner had fallen silent, is
   * its own again.
   *
   * @param holds the jobs its slots hold; those that nobody wants from it are to be aborted
   * @return the jobs to abort
   */
  List<JobKey> heard(String runner, int slots, List<JobKey> holds, Instant now) {
    runners.put(runner, new Runner(runner, slots, Set.copyOf(holds), now));
    for (JobKey key : holds) {
      TrainingJob job = waiting.remove(key);
      if (job != null) {
        running.put(key, new Running(job, runner, now, true));
      }
    }
    return holds.stream().filter(key -> !isAt(key, runner)).toList();
  }

  /**
   * Jobs that were given to a runner some time ago and that it does not hold: the order or the
   * report was lost on the way. They wait again.
   */
  void requeueMissing(String runner, List<JobKey> holds, Instant now) {
    requeue(
        each ->
            each.runner().equals(runner)
                && !holds.contains(each.job().key())
                && each.since().plus(LEASE).isBefore(now));
  }

  /** Jobs of runners that fell silent wait again; those runners are forgotten. */
  void expire(Instant now) {
    runners.values().removeIf(runner -> runner.heard().plus(LEASE).isBefore(now));
    requeue(each -> !runners.containsKey(each.runner()));
  }

  private void requeue(Predicate<Running> lost) {
    List<Running> again = running.values().stream().filter(lost).toList();
    for (Running each : again) {
      running.remove(each.job().key());
      if (each.wanted()) {
        waiting.putIfAbsent(each.job().key(), each.job());
      }
    }
  }

  /** Gives waiting jobs to free slots of a runner, oldest first. */
  List<TrainingJob> assign(String runner, Instant now) {
    Runner known = runners.get(runner);
    if (known == null) {
      return List.of();
    }
    // A job that is being stopped holds its slot until the runner says that it ended.
    Set<JobKey> busy = new HashSet<>(known.holds());
    running.values().stream()
        .filter(each -> each.runner().equals(runner))
        .forEach(each -> busy.add(each.job().key()));
    List<TrainingJob> given = new ArrayList<>();
    var oldest = waiting.values().iterator();
    while (busy.size() + given.size() < known.slots() && oldest.hasNext()) {
      TrainingJob job = oldest.next();
      oldest.remove();
      running.put(job.key(), new Running(job, runner, now, true));
      given.add(job);
    }
    return given;
  }

  /** Ends a job; false where the report is stale, because the job went to another runner. */
  boolean end(String runner, JobReport report) {
    runners.computeIfPresent(runner, (name, known) -> known.without(report.key()));
    if (!isAt(report.key(), runner)) {
      return false;
    }
    running.remove(report.key());
    if (!(report instanceof JobReport.Stopped)) {
      ended.put(report.key(), report);
    }
    return true;
  }

  /** Drops waiting jobs and returns the running ones that have to be stopped. */
  List<Running> cancel(Predicate<TrainingJob> unwanted) {
    waiting.values().removeIf(unwanted);
    running.replaceAll((key, each) -> unwanted.test(each.job()) ? each.unwanted() : each);
    return running.values().stream().filter(each -> unwanted.test(each.job())).toList();
  }

  List<Running> running() {
    return List.copyOf(running.values());
  }

  List<Runner> runners() {
    return List.copyOf(runners.values());
  }

  int waiting() {
    return waiting.size();
  }

  private boolean isAt(JobKey key, String runner) {
    return running.containsKey(key) && running.get(key).runner().equals(runner);
  }
}
