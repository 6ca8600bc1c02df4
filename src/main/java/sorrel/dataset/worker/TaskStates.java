package sorrel.dataset.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportResult;
import sorrel.dataset.domain.ImportRow;
import sorrel.picture.PictureStatistics;
import sorrel.task.domain.Task;

/** Imports as tasks, and the JSON that is kept of them. */
public final class TaskStates {
  private static final String UNIT = "pictures";

  private final ObjectMapper json;

  public TaskStates(ObjectMapper json) {
    this.json = json;
  }

  static Task queued(ImportRow row) {
    return Task.queued(row.id(), row.account(), row.model(), Task.Kind.IMPORT, row.createdAt());
  }

  static Task running(ImportRow row, long done, long total, Instant now) {
    return queued(row).running(new Task.Progress(done, total, UNIT), row.startedAt().orElse(now));
  }

  /** The task's end; its progress stays as it was written last. */
  static Task ended(ImportRow row, ImportEnding ending, Instant now) {
    Task begun = started(row);
    return switch (ending) {
      case ImportEnding.Succeeded succeeded -> begun.succeeded(succeeded.result(), now);
      case ImportEnding.Failed failed ->
          begun.ended(Task.Status.FAILED, Optional.empty(), Optional.of(failed.problem()), now);
      case ImportEnding.Cancelled _ ->
          begun.ended(Task.Status.CANCELLED, Optional.empty(), Optional.empty(), now);
    };
  }

  private static Task started(ImportRow row) {
    Task queued = queued(row);
    return new Task(
        queued.id(),
        queued.account(),
        queued.model(),
        queued.kind(),
        queued.status(),
        queued.progress(),
        queued.result(),
        queued.problem(),
        queued.verdict(),
        queued.lesson(),
        queued.createdAt(),
        row.startedAt(),
        queued.finishedAt(),
        queued.pictureBytes(),
        queued.took());
  }

  String result(ImportResult result) {
    return write(result);
  }

  /** A problem document, with members of its own. */
  String problem(ImportFailure failure, String detail, Map<String, Object> members) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "/problems/" + failure.slug());
    problem.put("title", failure.title());
    problem.put("status", failure.status());
    problem.put("detail", detail);
    problem.putAll(members);
    return write(problem);
  }

  String statistics(PictureStatistics statistics) {
    return write(statistics);
  }

  PictureStatistics statistics(Optional<String> text) {
    if (text.isEmpty()) {
      return PictureStatistics.NONE;
    }
    try {
      return json.readValue(text.get(), PictureStatistics.class);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("statistics are not what was written", fault);
    }
  }

  private String write(Object document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a record that cannot be written as JSON", fault);
    }
  }
}
