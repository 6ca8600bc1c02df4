package sorrel.training.http;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.Reply;
import sorrel.platform.http.Watched;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.SchedulerView;
import sorrel.training.domain.RunnerKind;

/** {@code /runners}. */
public final class RunnerRoutes implements Endpoint.Resource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A runner is heard of every second. */
  private static final int LOOKS = 15;

  private static final int LOOK_MILLIS = 200;

  /** Shorter silences, in milliseconds, tell nobody anything, and would count as changes. */
  private static final int SILENCE_STEP = 5_000;

  private final ActorSystem<?> system;
  private final ActorRef<SchedulerCommand> scheduler;

  public RunnerRoutes(ActorSystem<?> system, ActorRef<SchedulerCommand> scheduler) {
    this.system = system;
    this.scheduler = scheduler;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/runners").async(_ -> list()),
        Endpoint.get(Access.ACCOUNT, "/api/v1/runners/mine").async(this::mine),
        Endpoint.post(Access.ADMINISTRATOR, "/api/v1/runners/{runner}/drain").async(this::drain));
  }

  /** What {@code /runners} and {@code /runners/mine} answer, to be followed. */
  public List<Watched> watched() {
    return List.of(
        new Watched("runners", Access.ADMINISTRATOR, _ -> view().thenApply(RunnerRoutes::json)),
        new Watched(
            "own-runners",
            Access.ACCOUNT,
            caller -> view().thenApply(view -> own(view, caller.account()))));
  }

  /** All runners, and the jobs that none of them does yet. */
  record RunnersJson(
      List<RunnerJson> items, Optional<String> next, int waiting, Optional<Integer> desired) {}

  /** A runner; what a node of an older version does not tell is left out. */
  record RunnerJson(
      String name,
      Optional<RunnerKind> kind,
      int slots,
      List<WorkJson> running,
      Optional<Integer> datasets,
      boolean leaving,
      Optional<AccountId> onlyFor,
      long silentMillis) {}

  record WorkJson(ModelId model, RunId run, String job, String architecture) {}

  /** Runners that work for the caller alone. */
  record OwnRunnersJson(List<RunnerJson> items, Optional<String> next) {}

  private CompletionStage<Reply> list() {
    return view().thenApply(view -> Reply.ok(json(view)));
  }

  private CompletionStage<Reply> mine(Call call) {
    AccountId caller = call.caller().account();
    return view().thenApply(view -> Reply.ok(own(view, caller)));
  }

  private static OwnRunnersJson own(SchedulerView view, AccountId account) {
    return new OwnRunnersJson(
        view.runners().stream()
            .filter(each -> isOnlyFor(each, account))
            .map(RunnerRoutes::json)
            .toList(),
        Optional.empty());
  }

  /** Has a runner take no new jobs, and answers once it says so. */
  private CompletionStage<Reply> drain(Call call) {
    String name = call.path("runner");
    return view()
        .thenCompose(
            view -> {
              if (runner(view, name).isEmpty()) {
                return CompletableFuture.completedStage(Reply.problem(unknown()));
              }
              scheduler.tell(new SchedulerCommand.Retire(Set.of(name)));
              return drained(name, LOOKS);
            });
  }

  /** The runner says so in its next heartbeat; what was on its way to it may have been lost. */
  private CompletionStage<Reply> drained(String name, int looks) {
    return view()
        .thenCompose(
            view -> {
              Optional<RunnerJson> runner = runner(view, name).map(RunnerRoutes::json);
              if (runner.isEmpty() || runner.get().leaving()) {
                return CompletableFuture.completedStage(
                    runner.map(Reply::ok).orElseGet(() -> Reply.problem(unknown())));
              }
              return looks > 1 ? again(name, looks - 1) : unheard();
            });
  }

  private CompletionStage<Reply> again(String name, int looks) {
    return CompletableFuture.supplyAsync(
            () -> drained(name, looks),
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        .thenCompose(stage -> stage);
  }

  private static CompletionStage<Reply> unheard() {
    return CompletableFuture.completedStage(
        Reply.problem(
            HttpProblems.OUTCOME_UNKNOWN.because(
                "The runner was told to take no new work, and has not said yet that it does so. Ask"
                    + " again, or look at the list of runners.")));
  }

  private static Problem unknown() {
    return HttpProblems.NOT_FOUND.because("There is no runner with this name.");
  }

  private static Optional<SchedulerView.Runner> runner(SchedulerView view, String name) {
    return view.runners().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static boolean isOnlyFor(SchedulerView.Runner runner, AccountId account) {
    return runner.about().flatMap(SchedulerView.About::onlyFor).map(account::equals).orElse(false);
  }

  private CompletionStage<SchedulerView> view() {
    return AskPattern.<SchedulerCommand, SchedulerView>ask(
        scheduler, SchedulerCommand.Describe::new, PATIENCE, system.scheduler());
  }

  private static RunnersJson json(SchedulerView view) {
    return new RunnersJson(
        view.runners().stream().map(RunnerRoutes::json).toList(),
        Optional.empty(),
        view.waiting(),
        view.desired());
  }

  private static RunnerJson json(SchedulerView.Runner runner) {
    return new RunnerJson(
        runner.name(),
        runner.about().map(SchedulerView.About::kind),
        runner.slots(),
        runner.running().stream()
            .map(
                work ->
                    new WorkJson(
                        work.model(), work.key().run(), work.key().toString(), work.architecture()))
            .toList(),
        runner.about().map(SchedulerView.About::datasets),
        runner.about().map(SchedulerView.About::leaving).orElse(false),
        runner.about().flatMap(SchedulerView.About::onlyFor),
        runner.silentMillis() / SILENCE_STEP * SILENCE_STEP);
  }
}
