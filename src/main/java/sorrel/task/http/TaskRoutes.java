package sorrel.task.http;

import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;
import sorrel.task.TaskDocument;
import sorrel.task.Tasks;
import sorrel.task.domain.Task;
import sorrel.task.domain.TaskQuery;

/** {@code /tasks}. */
public final class TaskRoutes implements Endpoint.Resource {
  private final Tasks tasks;

  public TaskRoutes(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/tasks")
            .query(
                "model", "kind", "status", "class", "unknown", "verdict", Query.LIMIT, Query.CURSOR)
            .blocking(this::list),
        Endpoint.get(Access.ACCOUNT, "/api/v1/tasks/{task}").blocking(this::show));
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
                    new TaskQuery.Answers(
                        query.text("class"),
                        query.text("unknown").map(_ -> query.flag("unknown", false)),
                        query.oneOf("verdict", TaskQuery.Judged.class)),
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

  private static Reply unknown() {
    return Reply.problem(
        HttpProblems.NOT_FOUND.because("There is no task with this id in your account."));
  }
}
