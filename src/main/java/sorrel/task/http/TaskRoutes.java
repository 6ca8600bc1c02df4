package sorrel.task.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;
import sorrel.platform.http.ServerEvent;
import sorrel.task.LiveFeed;
import sorrel.task.TaskDocument;
import sorrel.task.Tasks;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;
import sorrel.task.domain.Verdict;

/** {@code /tasks} and {@code /events}. */
public final class TaskRoutes implements Endpoint.Resource {
  private static final int LABEL_MAX = 100;

  private final Tasks tasks;
  private final LiveFeed live;
  private final InstantSource clock;

  public TaskRoutes(Tasks tasks, LiveFeed live, InstantSource clock) {
    this.tasks = tasks;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/tasks")
            .query("model", "kind", "status", Query.LIMIT, Query.CURSOR)
            .blocking(this::list),
        Endpoint.get(Access.ACCOUNT, "/api/v1/tasks/{task}").blocking(this::show),
        Endpoint.put(Access.ACCOUNT, "/api/v1/tasks/{task}/verdict")
            .body(Body.json())
            .blocking(this::judge),
        Endpoint.get(Access.ACCOUNT, "/api/v1/events").async(this::events));
  }

  private Reply list(Call call) {
    Query query = call.query();
    return Reply.ok(
        tasks
            .list(
                new TaskQuery(
                    call.caller().account(),
                    query.id("model", ModelId::of),
                    query.oneOf("kind", Task.Kind.class),
                    query.oneOf("status", Task.Status.class),
                    query.cursor(TaskId::of),
                    query.limit()))
            .map(TaskDocument::of));
  }

  private Reply show(Call call) {
    return tasks
        .find(call.caller().account(), call.id("task", TaskId::of))
        .map(task -> Reply.ok(TaskDocument.of(task)))
        .orElseGet(TaskRoutes::unknown);
  }

  /** What a caller says of a result. */
  record VerdictJson(boolean agree, @JsonProperty("class") Optional<String> label)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      label.ifPresent(text -> checks.length(text, 1, LABEL_MAX, "/class"));
      checks.that(!agree || label.isEmpty(), "/class", "goes with \"agree\": false only");
    }
  }

  private Reply judge(Call call) {
    VerdictJson said = call.json(VerdictJson.class);
    TaskId id = call.id("task", TaskId::of);
    Optional<Task> task = tasks.find(call.caller().account(), id);
    if (task.isEmpty()) {
      return unknown();
    }
    if (task.get().kind() != Task.Kind.CLASSIFICATION || !task.get().finished()) {
      return Reply.problem(
          TaskProblems.NOT_JUDGEABLE.because(
              "Only a finished classification can be judged. Wait until its status is"
                  + " \"succeeded\"."));
    }
    return tasks
        .judge(
            call.caller().account(), id, new Verdict(said.agree(), said.label(), clock.instant()))
        .map(judged -> Reply.ok(TaskDocument.of(judged)))
        .orElseGet(TaskRoutes::unknown);
  }

  private CompletionStage<Reply> events(Call call) {
    return CompletableFuture.completedStage(
        Reply.events(
            live.of(call.caller().account())
                .map(event -> ServerEvent.of(event.name(), new Raw(event.json())))));
  }

  /** A document that is JSON already. */
  record Raw(@JsonValue @JsonRawValue String json) {}

  private static Reply unknown() {
    return Reply.problem(
        HttpProblems.NOT_FOUND.because("There is no task with this id in your account."));
  }
}
