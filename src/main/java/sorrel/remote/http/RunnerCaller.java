package sorrel.remote.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Call;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.remote.RemoteRunners;
import sorrel.remote.RunnerTokens;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.training.domain.TrainingJob;

/** Finds out which runner calls, and for which jobs it may read and write. */
final class RunnerCaller {
  private static final String SCHEME = "Bearer ";

  private final RunnerTokens tokens;
  private final RemoteRunners runners;

  RunnerCaller(RunnerTokens tokens, RemoteRunners runners) {
    this.tokens = tokens;
    this.runners = runners;
  }

  /** Lets a runner of the same version with a token that holds do something. */
  CompletionStage<Reply> any(Call call, Function<RunnerIdentity, CompletionStage<Reply>> then) {
    String version = call.header(Protocol.HEADER).orElse("none");
    if (!version.equals(Integer.toString(Protocol.VERSION))) {
      throw RemoteProblems.OTHER_VERSION
          .because(RemoteProblems.versions(version))
          .with("version", Protocol.VERSION)
          .asException();
    }
    Optional<String> shown =
        call.header("Authorization")
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    return call.blocking(() -> shown.flatMap(tokens::identify))
        .thenCompose(
            found ->
                then.apply(
                    found.orElseThrow(
                        () ->
                            HttpProblems.UNAUTHENTICATED
                                .because(
                                    "This is not the token of a runner, or it was revoked. Make one"
                                        + " with POST /api/v1/runner-tokens.")
                                .asException())));
  }

  /** Lets a runner do something for the jobs that it has of the model in the path: one at least. */
  CompletionStage<Reply> withJobs(
      Call call, BiFunction<ModelId, List<TrainingJob>, CompletionStage<Reply>> then) {
    return any(
        call,
        runner -> {
          ModelId model = call.id("model", ModelId::of);
          return runners
              .given(runner.token(), model)
              .thenCompose(
                  jobs -> {
                    // The scheduler gave none of these jobs to a runner of another account.
                    if (jobs.isEmpty() || !jobs.stream().allMatch(runner::serves)) {
                      throw RemoteProblems.NOT_HELD
                          .because("This runner has no job of this model now.")
                          .asException();
                    }
                    return then.apply(model, jobs);
                  });
        });
  }
}
