package sorrel.remote.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.TokenId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.remote.RemoteRunners;
import sorrel.remote.RunnerTokens;
import sorrel.remote.domain.RunnerToken;

/** {@code /runner-tokens}. No answer is kept for idempotency keys, since one holds a secret. */
public final class RunnerTokenRoutes implements Endpoint.Resource {
  private static final String TOKENS = "/api/v1/runner-tokens";
  private static final long BODY_BYTES_MAX = 8 * 1024;
  private static final int NAME_LENGTH_MAX = 100;

  private final RunnerTokens tokens;
  private final RemoteRunners runners;

  public RunnerTokenRoutes(RunnerTokens tokens, RemoteRunners runners) {
    this.tokens = tokens;
    this.runners = runners;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, TOKENS).paged().blocking(this::list),
        Endpoint.post(Access.ACCOUNT, TOKENS)
            .body(Body.json(BODY_BYTES_MAX))
            .blocking(this::create),
        Endpoint.delete(Access.ACCOUNT, TOKENS + "/{token}").blocking(this::revoke));
  }

  /** Whose work a runner does. */
  enum WorkOf {
    ME,
    EVERYONE
  }

  /** A token to be made; without saying, for one's own work. */
  record NewToken(String name, Optional<WorkOf> worksFor) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(name, 1, NAME_LENGTH_MAX, "/name");
      checks.that(
          name.codePoints().noneMatch(Character::isISOControl),
          "/name",
          "must not hold line breaks or other control characters");
    }
  }

  /** A token in a list. */
  record TokenJson(
      TokenId id, String name, WorkOf worksFor, Instant createdAt, Optional<Instant> lastUsedAt) {
    static TokenJson of(RunnerToken token) {
      return new TokenJson(
          token.id(),
          token.name(),
          token.everyone() ? WorkOf.EVERYONE : WorkOf.ME,
          token.createdAt(),
          token.lastUsedAt());
    }
  }

  /** A token with its secret, the only time it is shown. */
  record IssuedJson(TokenId id, String name, WorkOf worksFor, String token) {}

  private Reply list(Call call) {
    return Reply.ok(
        tokens
            .list(call.caller().account(), call.query().cursor(TokenId::of), call.query().limit())
            .map(TokenJson::of));
  }

  private Reply create(Call call) {
    NewToken wanted = call.json(NewToken.class);
    WorkOf worksFor = wanted.worksFor().orElse(WorkOf.ME);
    if (worksFor == WorkOf.EVERYONE && !call.caller().administrator()) {
      return Reply.problem(
          HttpProblems.FORBIDDEN.because(
              "Who runs a runner for everyone sees everyone's pictures, so only an administrator"
                  + " may. Make one for your own work: \"worksFor\": \"me\"."));
    }
    return tokens
        .create(call.caller().account(), wanted.name(), worksFor == WorkOf.EVERYONE)
        .map(
            issued ->
                Reply.created(
                    TOKENS + "/" + issued.token().id(),
                    new IssuedJson(
                        issued.token().id(), issued.token().name(), worksFor, issued.secret())))
        .orElseGet(
            () ->
                Reply.problem(
                    RemoteProblems.TOO_MANY_RUNNER_TOKENS
                        .because(
                            "An account may have %d. Delete one that is not used."
                                .formatted(RunnerTokens.TOKENS_MAX))
                        .with("tokensMax", RunnerTokens.TOKENS_MAX)));
  }

  private Reply revoke(Call call) {
    TokenId id = call.id("token", TokenId::of);
    if (!tokens.revoke(call.caller().account(), id)) {
      return Reply.problem(
          HttpProblems.NOT_FOUND.because("You have no token of a runner with this id."));
    }
    runners.revoke(id);
    return Reply.empty();
  }
}
