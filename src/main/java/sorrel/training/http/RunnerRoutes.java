package sorrel.training.http;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.SchedulerView;

/** {@code /runners}. */
public final class RunnerRoutes implements Endpoint.Resource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final ActorRef<SchedulerCommand> scheduler;

  public RunnerRoutes(ActorSystem<?> system, ActorRef<SchedulerCommand> scheduler) {
    this.system = system;
    this.scheduler = scheduler;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(Access.ADMINISTRATOR, "/api/v1/runners").async(this::list));
  }

  /** All runners, and the jobs that none of them does yet. */
  record RunnersJson(List<RunnerJson> items, Optional<String> next, int waiting) {}

  record RunnerJson(String name, int slots, List<WorkJson> running, long silentMillis) {}

  record WorkJson(ModelId model, String job, String architecture) {}

  private CompletionStage<Reply> list(Call call) {
    return AskPattern.<SchedulerCommand, SchedulerView>ask(
            scheduler, SchedulerCommand.Describe::new, PATIENCE, system.scheduler())
        .thenApply(view -> Reply.ok(json(view)));
  }

  private static RunnersJson json(SchedulerView view) {
    return new RunnersJson(
        view.runners().stream()
            .map(
                runner ->
                    new RunnerJson(
                        runner.name(),
                        runner.slots(),
                        runner.running().stream()
                            .map(
                                work ->
                                    new WorkJson(
                                        work.model(), work.key().toString(), work.architecture()))
                            .toList(),
                        runner.silentMillis()))
            .toList(),
        Optional.empty(),
        view.waiting());
  }
}
