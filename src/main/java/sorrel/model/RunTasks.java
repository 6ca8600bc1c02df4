package sorrel.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.TaskId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Run;
import sorrel.model.domain.RunEnding;
import sorrel.task.domain.Task;

/** A run as the task that its owner looks up; it has the run's id. */
public final class RunTasks {
  private final ObjectMapper mapper;

  public RunTasks(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  public Task of(LiveModel model, Run run) {
    Task task =
        Task.queued(
                new TaskId(run.id().value()),
                model.owner(),
                model.id(),
                Task.Kind.RUN,
                run.startedAt())
            .running(progress(run), run.startedAt());
    if (run.finishedAt().isEmpty()) {
      return task;
    }
    return switch (run.ending().orElse(RunEnding.FAILED)) {
      case TARGET_REACHED, BUDGET_SPENT, ALL_TRAINED, EXPANDED, REFINED, NOT_BETTER ->
          task.succeeded(result(run), run.finishedAt().get());
      case CANCELLED, OVERTAKEN ->
          task.ended(
              Task.Status.CANCELLED, Optional.empty(), Optional.empty(), run.finishedAt().get());
      case FAILED, LOST_TOO_MUCH ->
          task.ended(
              Task.Status.FAILED,
              Optional.empty(),
              Optional.of(problem(run)),
              run.finishedAt().get());
    };
  }

  private static Task.Progress progress(Run run) {
    int done = run.candidates().stream().mapToInt(each -> each.epochs()).sum();
    int planned = run.candidates().stream().mapToInt(each -> each.plan().epochsPlanned()).sum();
    return new Task.Progress(done, planned, "epochs");
  }

  private String result(Run run) {
    Map<String, Object> result = new LinkedHashMap<>();
    run.promoted().ifPresent(version -> result.put("version", version));
    run.message().ifPresent(message -> result.put("message", message));
    return json(result);
  }

  private String problem(Run run) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "/problems/training-failed");
    problem.put("title", "The training failed");
    problem.put("status", 500);
    problem.put("detail", run.message().orElse("Start the training again."));
    return json(problem);
  }

  private String json(Map<String, Object> document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
