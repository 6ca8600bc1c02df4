package sorrel.remote.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.remote.RemoteFiles;
import sorrel.remote.RemoteRunners;
import sorrel.remote.RunnerTokens;
import sorrel.remote.actor.RemoteRunnerMessage.Answer;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.remote.domain.Seen;
import sorrel.remote.domain.Told;
import sorrel.training.JobRunner;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.TrainingJob;

/**
 * {@code /runner}: what a remote runner is told and what it tells. It knows its callers by tokens
 * of their own, so to the server these addresses are open to everyone.
 */
public final class RemoteRunnerRoutes implements Endpoint.Resource {
  /** Longer than the answer waits for orders. */
  private static final Duration POLL_MAX = Protocol.POLL.plusSeconds(10);

  /** A network that comes with a report is read and looked at. */
  private static final Duration LOOKED_AT = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final RunnerCaller callers;
  private final RemoteRunners runners;
  private final RemoteFiles files;
  private final JobRunner.Listener progress;
  private final Function<Set<ModelId>, Set<ModelId>> living;

  /**
   * Routes for runners.
   *
   * @param progress shows to people how far jobs are
   * @param living which of some models there still are; blocking
   */
  public RemoteRunnerRoutes(
      RunnerTokens tokens,
      RemoteRunners runners,
      RemoteFiles files,
      JobRunner.Listener progress,
      Function<Set<ModelId>, Set<ModelId>> living) {
    this.callers = new RunnerCaller(tokens, runners);
    this.runners = runners;
    this.files = files;
    this.progress = progress;
    this.living = living;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(Access.EVERYONE, Protocol.BASE + "/orders")
            .body(Body.json())
            .timeout(POLL_MAX)
            .async(call -> callers.any(call, runner -> orders(call, runner))),
        Endpoint.post(Access.EVERYONE, Protocol.BASE + "/reports")
            .body(Body.json())
            .timeout(LOOKED_AT)
            .async(call -> callers.any(call, runner -> report(call, runner))),
        Endpoint.post(Access.EVERYONE, Protocol.BASE + "/progress")
            .body(Body.json())
            .async(call -> callers.any(call, runner -> progress(call, runner))));
  }

  private CompletionStage<Reply> orders(Call call, RunnerIdentity runner) {
    Hello hello = call.json(Hello.class);
    return call.blocking(() -> erased(hello))
        .thenCompose(
            erased ->
                runners
                    .poll(runner, hello)
                    .thenApply(
                        answer ->
                            answer
                                .map(each -> orders(runner, each, erased))
                                .orElseGet(RemoteRunnerRoutes::stopping)));
  }

  private static Reply orders(RunnerIdentity runner, Answer answer, List<ModelId> erased) {
    return answer instanceof Answer.Do told
        ? Reply.ok(new Told(runner.name(), told.orders().start(), told.orders().stop(), erased))
        : reply(answer);
  }

  private static Reply stopping() {
    return Reply.problem(
        HttpProblems.BUSY.because("This process is about to stop. Ask again.").retryAfter(AGAIN));
  }

  /** Models that the runner has pictures of and that are no more. */
  private List<ModelId> erased(Hello hello) {
    Set<ModelId> kept =
        hello.near().stream().map(DecodedPictures::model).collect(Collectors.toSet());
    if (kept.isEmpty()) {
      return List.of();
    }
    Set<ModelId> gone = new HashSet<>(kept);
    gone.removeAll(living.apply(kept));
    return List.copyOf(gone);
  }

  private CompletionStage<Reply> report(Call call, RunnerIdentity runner) {
    Ended ended = call.json(Ended.class);
    ModelId model = ended.report().key().model();
    return runners
        .given(runner.token(), model)
        .thenCompose(
            jobs ->
                // Of a job that it does not have it learns nothing, not even which blobs there are.
                jobs.stream()
                    .filter(job -> job.key().equals(ended.report().key()))
                    .findFirst()
                    .map(job -> call.blocking(() -> files.objection(runner, job, ended.report())))
                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())))
        .thenCompose(
            objection ->
                objection
                    .map(RemoteProblems.NOT_OF_THE_JOB::because)
                    .map(Reply::problem)
                    .map(CompletableFuture::completedStage)
                    .orElseGet(
                        () ->
                            runners
                                .end(runner.token(), ended)
                                .thenApply(RemoteRunnerRoutes::reply)));
  }

  private static Reply reply(Answer answer) {
    return switch (answer) {
      case Answer.Do _, Answer.Taken _ -> Reply.empty();
      case Answer.NotYet _ ->
          Reply.problem(
              HttpProblems.BUSY
                  .because("It is not known yet whether this report is wanted. Send it again.")
                  .retryAfter(AGAIN));
      case Answer.Wrong _ ->
          Reply.problem(
              RemoteProblems.NOT_OF_THE_JOB.because("The job is of another kind or candidate."));
      case Answer.Replaced _ ->
          Reply.problem(
              RemoteProblems.REPLACED.because(
                  "Another process works with this token since. Make a token for each runner."));
    };
  }

  private CompletionStage<Reply> progress(Call call, RunnerIdentity runner) {
    Seen seen = call.json(Seen.class);
    return runners
        .given(runner.token(), seen.job().model())
        .thenApply(
            jobs -> {
              jobs.stream()
                  .filter(job -> job.key().equals(seen.job()))
                  .forEach(job -> show(job, seen));
              return Reply.empty();
            });
  }

  private void show(TrainingJob job, Seen seen) {
    seen.moment().ifPresent(moment -> progress.at(job, moment));
    seen.pictures().ifPresent(pictures -> progress.seen(job, pictures));
  }
}
