package sorrel.remote.domain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sorrel.kernel.ModelId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/**
 * What is known of one process of a remote runner: the jobs that it was given, and those that it
 * says it holds. Answers get lost on the way, so what it is to do is said again until its next word
 * shows that it was heard.
 */
public final class RunnerSession {
  private final RunnerIdentity identity;
  private final String id;
  private final Map<JobKey, TrainingJob> given = new LinkedHashMap<>();
  private final Set<JobKey> holds = new LinkedHashSet<>();
  private final Set<JobKey> unwanted = new LinkedHashSet<>();
  private Hello hello;

  /** Begins with what the runner says. */
  public RunnerSession(RunnerIdentity identity, Hello hello) {
    this.identity = identity;
    this.id = hello.session();
    this.hello = hello;
    hear(hello);
  }

  /** What becomes of a report. */
  public enum Ending {
    /** The scheduler is to hear of it. */
    COUNTS,
    /** Nobody waits for it. */
    IGNORED,
    /** Whether it counts is not known yet. */
    NOT_YET,
    /** It is none of this job. */
    WRONG
  }

  public boolean is(String session) {
    return id.equals(session);
  }

  public RunnerIdentity identity() {
    return identity;
  }

  public int slots() {
    return hello.slots();
  }

  public RunnerTraits traits() {
    return new RunnerTraits(hello.kind(), hello.near(), identity.onlyFor());
  }

  /**
   * Hears how the runner is now.
   *
   * @return jobs that it was to stop and does not hold any more
   */
  public List<TrainingJob> hear(Hello now) {
    hello = now;
    holds.clear();
    holds.addAll(now.holds());
    List<TrainingJob> stopped =
        unwanted.stream()
            .filter(key -> !holds.contains(key))
            .flatMap(key -> Optional.ofNullable(given.remove(key)).stream())
            .toList();
    unwanted.retainAll(holds);
    return stopped;
  }

  /** Takes a job for the runner; false if it is not for this one, whoever says so. */
  public boolean give(TrainingJob job) {
    if (!identity.serves(job)) {
      return false;
    }
    given.put(job.key(), job);
    unwanted.remove(job.key());
    return true;
  }

  /**
   * Nobody wants a job any more.
   *
   * @return the job, where the runner does not hold it yet and so has nothing to stop
   */
  public Optional<TrainingJob> stop(JobKey key) {
    if (holds.contains(key)) {
      unwanted.add(key);
      return Optional.empty();
    }
    return Optional.ofNullable(given.remove(key));
  }

  /** What the runner does not know yet. */
  public Orders orders() {
    return new Orders(
        given.values().stream()
            .filter(job -> !holds.contains(job.key()) && !unwanted.contains(job.key()))
            .toList(),
        unwanted.stream().filter(key -> !hello.stopping().contains(key)).toList());
  }

  /** Takes a report; what counts is not held any more. */
  public Ending end(JobReport report) {
    TrainingJob job = given.get(report.key());
    if (job == null) {
      boolean open = holds.contains(report.key()) && !(report instanceof JobReport.Stopped);
      if (open && !unwanted.contains(report.key())) {
        return Ending.NOT_YET;
      }
      forget(report.key());
      return Ending.IGNORED;
    }
    if (!fits(job, report)) {
      return Ending.WRONG;
    }
    forget(report.key());
    return Ending.COUNTS;
  }

  private static boolean fits(TrainingJob job, JobReport report) {
    boolean kind =
        switch (report) {
          case JobReport.RoundDone _ ->
              job instanceof TrainingJob.Round || job instanceof TrainingJob.Fit;
          case JobReport.FinishDone _ ->
              job instanceof TrainingJob.Finish || job instanceof TrainingJob.FinishFit;
          case JobReport.Failed _, JobReport.Stopped _ -> true;
        };
    return kind && job.key().equals(report.key()) && job.candidate() == report.candidate();
  }

  private void forget(JobKey key) {
    given.remove(key);
    holds.remove(key);
    unwanted.remove(key);
  }

  /** Jobs for which the runner needs its slots. */
  public List<JobKey> busy() {
    Set<JobKey> all = new LinkedHashSet<>(given.keySet());
    all.addAll(holds);
    return List.copyOf(all);
  }

  /** Jobs that it holds and of which nothing is known here, as after this process began anew. */
  public List<JobKey> unknown() {
    Set<JobKey> keys = new HashSet<>(holds);
    keys.removeAll(given.keySet());
    keys.removeAll(unwanted);
    return List.copyOf(keys);
  }

  /** The jobs of a model that the runner is to do, and may read and write for. */
  public List<TrainingJob> given(ModelId model) {
    return given.values().stream().filter(job -> job.key().model().equals(model)).toList();
  }
}
