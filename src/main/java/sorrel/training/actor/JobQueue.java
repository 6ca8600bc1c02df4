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
import java.util.stream.Stream;
import sorrel.kernel.AccountId;
import sorrel.kernel.Newest;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/**
 * Which jobs wait, which run where, and what recently ended: the scheduler's book-keeping, without
 * an actor around it. Time is given, so that tests need no clock.
 *
 * <p>A queue that begins while runners are at work, because another node had the scheduler before,
 * leaves them at it until it has heard what is wanted.
 */
final class JobQueue {
  /** A runner that was not heard of for this long has lost its jobs. */
  static final Duration LEASE = Duration.ofSeconds(12);

  /** Reports kept so that a job asked for again after its end is not done again. */
  static final int REPORTS_KEPT = 1_000;

  /** As often a job may have been what its runner did when it ended; then it is not tried again. */
  static final int LOSSES_MAX = 3;

  /** Jobs that wait at once; who is turned away asks again. */
  static final int WAITING_MAX = 100_000;

  private static final String LOST =
      "the process that trained ended three times over it, perhaps for want of memory.";

  /** A job that a runner is to stop. */
  record Unwanted(String runner, JobKey key) {}

  private final Instant began;
  private final Map<JobKey, Waiting> waiting = new LinkedHashMap<>();
  private final Map<JobKey, Running> running = new LinkedHashMap<>();
  private final Map<String, Runner> runners = new HashMap<>();
  private final Map<JobKey, JobReport> ended = new Newest<>(REPORTS_KEPT);
  private long submitted;

  /** Begins empty. */
  JobQueue(Instant now) {
    began = now;
  }

  /** Takes a job in, once; a report where the job has already ended. */
  Optional<JobReport> submit(TrainingJob job, JobPriority priority, Instant now) {
    if (ended.containsKey(job.key())) {
      return Optional.of(ended.get(job.key()));
    }
    if (running.containsKey(job.key()) || waiting.containsKey(job.key())) {
      return Optional.empty();
    }
    Waiting taken = new Waiting(job, priority, submitted++, now, 0, Optional.empty());
    Optional<Runner> holder =
        runners.values().stream()
            .filter(each -> each.holds().contains(job.key()) && each.serves(job))
            .findFirst();
    if (holder.isPresent()) {
      running.put(job.key(), new Running(taken, holder.get().name(), now, true));
    } else if (waiting.size() < WAITING_MAX) {
      waiting.put(job.key(), taken);
    }
    return Optional.empty();
  }

  /**
   * Hears of a runner. A job that it holds and that waits, because the runner had fallen silent, is
   * its own again.
   *
   * @return jobs that it holds and that nobody wants from it, to be aborted
   */
  List<JobKey> heard(Runner runner) {
    Instant now = runner.heard();
    runners.put(runner.name(), runner);
    for (JobKey key : runner.holds()) {
      Waiting job = waiting.get(key);
      if (job != null && runner.serves(job.job())) {
        waiting.remove(key);
        running.put(key, new Running(job, runner.name(), now, true));
      }
    }
    return runner.holds().stream()
        .filter(key -> !isAt(key, runner.name()) && (isKnown(key) || !isYoung(now)))
        .toList();
  }

  private boolean isKnown(JobKey key) {
    return running.containsKey(key) || waiting.containsKey(key);
  }

  /** Whether there may be jobs that are wanted and that this queue was not told of yet. */
  private boolean isYoung(Instant now) {
    return began.plus(LEASE).isAfter(now);
  }

  /**
   * Jobs that were given to a runner some time ago and that it does not hold: the order or the
   * report was lost on the way. They wait again.
   */
  void requeueMissing(Runner runner) {
    requeue(
        each ->
            each.runner().equals(runner.name())
                && !runner.holds().contains(each.job().key())
                && each.since().plus(LEASE).isBefore(runner.heard()));
  }

  /**
   * Jobs of runners that fell silent wait again; those runners are forgotten.
   *
   * @return reports of jobs that are given up, as for {@link #crashed}
   */
  List<JobReport> expire(Instant now) {
    runners.values().removeIf(runner -> runner.heard().plus(LEASE).isBefore(now));
    return lose(each -> !runners.containsKey(each.runner()));
  }

  /** A runner goes in good order: its jobs wait again. */
  void gone(String runner) {
    runners.remove(runner);
    requeue(each -> each.runner().equals(runner));
  }

  /**
   * A runner has ended in the middle of its jobs: they wait again.
   *
   * @return reports of those that it is not the first to end over, and that are given up
   */
  List<JobReport> crashed(String runner) {
    runners.remove(runner);
    return lose(each -> each.runner().equals(runner));
  }

  private List<JobReport> lose(Predicate<Running> lost) {
    running.replaceAll((_, each) -> lost.test(each) ? each.lost() : each);
    List<JobReport> given =
        running.values().stream()
            .filter(each -> lost.test(each) && each.wanted())
            .filter(each -> each.waited().losses() >= LOSSES_MAX)
            .<JobReport>map(
                each -> new JobReport.Failed(each.job().key(), each.job().candidate(), LOST))
            .toList();
    for (JobReport report : given) {
      running.remove(report.key());
      ended.put(report.key(), report);
    }
    requeue(lost);
    return given;
  }

  private void requeue(Predicate<Running> lost) {
    List<Running> again = running.values().stream().filter(lost).toList();
    for (Running each : again) {
      running.remove(each.job().key());
      if (each.wanted()) {
        waiting.putIfAbsent(each.job().key(), each.waited());
      }
    }
  }

  /** Gives waiting jobs to free slots, by {@link JobOrder} and {@link Placement}. */
  List<Running> assign(Instant now) {
    FreeSlots slots = FreeSlots.of(runners.values(), running.values());
    List<Running> given = new ArrayList<>();
    Set<JobKey> passedOver = new HashSet<>();
    while (slots.any()) {
      Optional<Waiting> next =
          waiting.values().stream()
              .filter(each -> !passedOver.contains(each.job().key()))
              .filter(each -> slots.anyFor(each.job()))
              .min(JobOrder.of(slotsOfAccounts(), now));
      if (next.isEmpty()) {
        break;
      }
      JobKey key = next.get().job().key();
      Optional<Runner> place = Placement.of(next.get(), slots.free(), slots.busy(), now);
      if (place.isPresent()) {
        waiting.remove(key);
        Running started = new Running(next.get(), place.get().name(), now, true);
        running.put(key, started);
        given.add(started);
        slots.take(place.get());
      } else {
        passedOver.add(key);
        waiting.replace(key, next.get().passedOver(now));
      }
    }
    return given;
  }

  /** Slots of runners that work for all; who brings a runner has no less of these for it. */
  private Map<AccountId, Integer> slotsOfAccounts() {
    return running.values().stream()
        .filter(each -> !isOwned(each.runner()))
        .collect(Collectors.toMap(each -> each.job().owner(), _ -> 1, Integer::sum));
  }

  private boolean isOwned(String runner) {
    return runners.containsKey(runner) && runners.get(runner).traits().onlyFor().isPresent();
  }

  /**
   * Ends a job. One that a runner gives back, though it is wanted, waits again.
   *
   * @return whether its model is to hear of it: not where the job went to another runner, or will
   */
  boolean end(String runner, JobReport report, Instant now) {
    runners.computeIfPresent(runner, (name, known) -> known.without(report.key()));
    // Whose work an unknown job is cannot be told, so a runner of somebody's has no say in it.
    boolean unknown = !running.containsKey(report.key()) && isYoung(now) && !isOwned(runner);
    if (!isAt(report.key(), runner) && !unknown) {
      return false;
    }
    Optional<Running> known = Optional.ofNullable(running.remove(report.key()));
    if (report instanceof JobReport.Stopped) {
      known.filter(Running::wanted).ifPresent(each -> waiting.put(report.key(), each.waited()));
      return known.filter(Running::wanted).isEmpty();
    }
    waiting.remove(report.key());
    ended.put(report.key(), report);
    return true;
  }

  /** Drops waiting jobs and returns those on slots, which have to be stopped. */
  List<Unwanted> cancel(Predicate<JobKey> unwanted) {
    waiting.keySet().removeIf(unwanted);
    running.replaceAll((key, each) -> unwanted.test(key) ? each.unwanted() : each);
    return onSlots().filter(each -> unwanted.test(each.key())).toList();
  }

  /** Whether a slot works for such a job, wanted or not. */
  boolean worksFor(Predicate<JobKey> jobs) {
    return onSlots().anyMatch(each -> jobs.test(each.key()));
  }

  private Stream<Unwanted> onSlots() {
    return Stream.concat(
            running.values().stream().map(each -> new Unwanted(each.runner(), each.job().key())),
            runners.values().stream()
                .flatMap(each -> each.holds().stream().map(key -> new Unwanted(each.name(), key))))
        .distinct();
  }

  /** A job that this runner does and that is wanted. */
  Optional<TrainingJob> at(String runner, JobKey key) {
    return Optional.ofNullable(running.get(key))
        .filter(each -> each.runner().equals(runner) && each.wanted())
        .map(Running::job);
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
