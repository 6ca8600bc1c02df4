package sorrel.task.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * Work a user asked for and can look up.
 *
 * @param result what came out, as JSON
 * @param problem why it failed, as a problem document in JSON
 * @param lesson what the dataset learned from the verdict
 * @param pictureBytes of the file that was classified
 * @param took how long a classification took, from when its picture had come
 */
public record Task(
    TaskId id,
    AccountId account,
    ModelId model,
    Kind kind,
    Status status,
    Optional<Progress> progress,
    Optional<String> result,
    Optional<String> problem,
    Optional<Verdict> verdict,
    Optional<Lesson> lesson,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Integer> pictureBytes,
    Optional<Duration> took) {
  /** What was asked for. */
  public enum Kind {
    CLASSIFICATION,
    IMPORT,
    RUN
  }

  /** How far it is. */
  public enum Status {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /**
   * How much is done.
   *
   * @param done so far, in the unit
   * @param total in all; 0 while it is not known
   * @param unit what is counted, in the plural
   */
  public record Progress(long done, long total, String unit) {}

  /** A task that waits for its turn. */
  public static Task queued(
      TaskId id, AccountId account, ModelId model, Kind kind, Instant createdAt) {
    return new Task(
        id,
        account,
        model,
        kind,
        Status.QUEUED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        createdAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same task under way; it started at the given time unless it had before. */
  public Task running(Progress progress, Instant now) {
    return with(
        Status.RUNNING,
        Optional.of(progress),
        result,
        problem,
        Optional.of(startedAt.orElse(now)),
        Optional.empty(),
        pictureBytes,
        took);
  }

  /** The same task, done. */
  public Task succeeded(String result, Instant now) {
    return ended(Status.SUCCEEDED, Optional.of(result), Optional.empty(), now);
  }

  /** The same task, failed or cancelled for a reason that is a problem document. */
  public Task ended(Status status, Optional<String> result, Optional<String> problem, Instant now) {
    return with(
        status,
        progress,
        result,
        problem,
        Optional.of(startedAt.orElse(createdAt)),
        Optional.of(now),
        pictureBytes,
        took);
  }

  /** The same task, with the size of its picture. */
  public Task ofPicture(int bytes) {
    return measured(Optional.of(bytes), took);
  }

  /** The same task, with how long it took. */
  public Task taking(Duration time) {
    return measured(pictureBytes, Optional.of(time));
  }

  private Task measured(Optional<Integer> bytes, Optional<Duration> time) {
    return with(status, progress, result, problem, startedAt, finishedAt, bytes, time);
  }

  private Task with(
      Status status,
      Optional<Progress> progress,
      Optional<String> result,
      Optional<String> problem,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      Optional<Integer> pictureBytes,
      Optional<Duration> took) {
    return new Task(
        id,
        account,
        model,
        kind,
        status,
        progress,
        result,
        problem,
        verdict,
        lesson,
        createdAt,
        startedAt,
        finishedAt,
        pictureBytes,
        took);
  }

  public boolean finished() {
    return finishedAt.isPresent();
  }
}
