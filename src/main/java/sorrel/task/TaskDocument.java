package sorrel.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.Lesson;
import sorrel.task.domain.Task;
import sorrel.task.domain.Verdict;

/**
 * A task as callers see it.
 *
 * @param pictureBytes of the file that was classified
 * @param tookMillis how long a classification took, from when its picture had come
 */
public record TaskDocument(
    TaskId id,
    ModelId model,
    String kind,
    String status,
    Optional<Task.Progress> progress,
    @JsonRawValue String result,
    @JsonRawValue String problem,
    Optional<Judgement> verdict,
    Optional<Learned> lesson,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Integer> pictureBytes,
    Optional<Double> tookMillis) {
  /** A verdict as callers see it. */
  public record Judgement(
      boolean agree, @JsonProperty("class") Optional<String> label, Instant at) {
    static Judgement of(Verdict verdict) {
      return new Judgement(verdict.agree(), verdict.label(), verdict.at());
    }
  }

  /** What the dataset learned from a verdict, as callers see it. */
  public record Learned(ImageId image, @JsonProperty("class") String label, Instant at) {
    static Learned of(Lesson lesson) {
      return new Learned(lesson.image(), lesson.label(), lesson.at());
    }
  }

  public static TaskDocument of(Task task) {
    return new TaskDocument(
        task.id(),
        task.model(),
        word(task.kind()),
        word(task.status()),
        task.progress(),
        task.result().orElse(null),
        task.problem().orElse(null),
        task.verdict().map(Judgement::of),
        task.lesson().map(Learned::of),
        task.createdAt(),
        task.startedAt(),
        task.finishedAt(),
        task.pictureBytes(),
        task.took().map(took -> took.toNanos() / 1e6));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
