package sorrel.feedback.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sorrel.feedback.Verdicts;
import sorrel.feedback.Verdicts.Outcome;
import sorrel.kernel.TaskId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.task.TaskDocument;
import sorrel.task.domain.Task;

/** {@code /tasks/{task}/verdict} and {@code /tasks/{task}/lesson}. */
public final class VerdictRoutes implements Endpoint.Resource {
  private static final String TASK = "/api/v1/tasks/{task}";
  private static final int LABEL_MAX = 100;

  private final Verdicts verdicts;

  public VerdictRoutes(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(Access.ACCOUNT, TASK + "/verdict").body(Body.json()).blocking(this::judge),
        Endpoint.delete(Access.ACCOUNT, TASK + "/verdict").blocking(this::withdraw),
        Endpoint.post(Access.ACCOUNT, TASK + "/lesson").blocking(this::learn),
        Endpoint.delete(Access.ACCOUNT, TASK + "/lesson").blocking(this::forget));
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
    return reply(
        verdicts.judge(call.caller().account(), task(call), said.agree(), said.label()),
        VerdictRoutes::shown);
  }

  private Reply withdraw(Call call) {
    return reply(verdicts.withdraw(call.caller().account(), task(call)), _ -> Reply.empty());
  }

  private Reply learn(Call call) {
    return reply(verdicts.learn(call.caller().account(), task(call)), VerdictRoutes::shown);
  }

  private Reply forget(Call call) {
    return reply(verdicts.forget(call.caller().account(), task(call)), _ -> Reply.empty());
  }

  private static TaskId task(Call call) {
    return call.id("task", TaskId::of);
  }

  private static Reply shown(Task task) {
    return Reply.ok(TaskDocument.of(task));
  }

  private static Reply reply(Outcome outcome, Function<Task, Reply> done) {
    return switch (outcome) {
      case Outcome.Done(Task task) -> done.apply(task);
      case Outcome.Refused refused -> Reply.problem(FeedbackProblems.of(refused.reason()));
    };
  }
}
