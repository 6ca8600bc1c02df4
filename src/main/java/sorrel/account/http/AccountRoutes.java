package sorrel.account.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sorrel.account.Accounts;
import sorrel.account.Quotas;
import sorrel.account.domain.Account;
import sorrel.account.domain.IssuedToken;
import sorrel.account.domain.Outcome;
import sorrel.account.domain.Password;
import sorrel.account.domain.Secret;
import sorrel.kernel.TokenId;
import sorrel.platform.config.AccountSettings;
import sorrel.platform.http.Access;
import sorrel.platform.http.Authenticator;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Caller;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;

/**
 * {@code /accounts}, {@code /sessions} and {@code /tokens}.
 *
 * <p>None of them keeps answers to idempotency keys: those that matter hold a secret, which is not
 * to be stored.
 */
public final class AccountRoutes implements Endpoint.Resource {
  private static final long BODY_BYTES_MAX = 8 * 1024;

  private final Accounts accounts;
  private final Quotas quotas;
  private final Authenticator authenticator;
  private final Duration sessionLifetime;

  public AccountRoutes(
      Accounts accounts, Quotas quotas, Authenticator authenticator, AccountSettings settings) {
    this.accounts = accounts;
    this.quotas = quotas;
    this.authenticator = authenticator;
    this.sessionLifetime = settings.sessionLifetime();
  }

  @Override
  public List<Endpoint> endpoints() {
    Body small = Body.json(BODY_BYTES_MAX);
    return List.of(
        Endpoint.post(Access.EVERYONE, "/api/v1/accounts").body(small).async(this::create),
        Endpoint.get(Access.ACCOUNT, "/api/v1/accounts/me").blocking(this::me),
        Endpoint.post(Access.EVERYONE, "/api/v1/sessions").body(small).blocking(this::logIn),
        Endpoint.delete(Access.ACCOUNT, "/api/v1/sessions/current").blocking(this::logOut),
        Endpoint.get(Access.ACCOUNT, "/api/v1/tokens").paged().blocking(this::listTokens),
        Endpoint.post(Access.ACCOUNT, "/api/v1/tokens").body(small).blocking(this::createToken),
        Endpoint.delete(Access.ACCOUNT, "/api/v1/tokens/{token}").blocking(this::revokeToken));
  }

  /** Open to everyone, but who asks matters where registration is closed. */
  private CompletionStage<Reply> create(Call call) {
    var wanted = call.json(AccountJson.NewAccount.class);
    return authenticator
        .authenticate(call.request())
        .thenCompose(
            caller ->
                call.blocking(
                    () -> {
                      boolean administrator = caller.filter(Caller::administrator).isPresent();
                      Outcome<Account> outcome =
                          accounts.create(
                              wanted.email(),
                              new Password(wanted.password()),
                              administrator,
                              wanted.invitation().map(Secret::new));
                      return AccountProblems.reply(
                          outcome,
                          account ->
                              Reply.created(
                                  "/api/v1/accounts/me", AccountJson.AccountView.of(account)));
                    }));
  }

  private Reply me(Call call) {
    return accounts
        .find(call.caller().account())
        .map(account -> Reply.ok(AccountJson.OwnAccountView.of(account, quotas.of(account))))
        .orElseGet(
            () -> Reply.problem(HttpProblems.NOT_FOUND.because("This account was deleted.")));
  }

  private Reply logIn(Call call) {
    var credentials = call.json(AccountJson.Credentials.class);
    Outcome<IssuedToken> outcome =
        accounts.logIn(
            credentials.email(), new Password(credentials.password()), call.clientAddress());
    return AccountProblems.reply(
        outcome,
        issued ->
            Reply.created("/api/v1/sessions/current", AccountJson.SessionView.of(issued))
                .with("Set-Cookie", cookie(call, issued.secret().text(), sessionLifetime)));
  }

  private Reply logOut(Call call) {
    Secret shown = TokenAuthenticator.secret(call.request()).orElseThrow();
    return AccountProblems.reply(
        accounts.logOut(shown),
        _ -> Reply.empty().with("Set-Cookie", cookie(call, "", Duration.ZERO)));
  }

  private Reply listTokens(Call call) {
    Optional<TokenId> after = call.query().cursor(TokenId::of);
    return Reply.ok(
        accounts
            .listTokens(call.caller().account(), after, call.query().limit())
            .map(AccountJson.TokenView::of));
  }

  private Reply createToken(Call call) {
    var wanted = call.json(AccountJson.NewToken.class);
    return AccountProblems.reply(
        accounts.createToken(call.caller().account(), wanted.name(), wanted.expiresAt()),
        issued ->
            Reply.created(
                "/api/v1/tokens/" + issued.token().id(), AccountJson.IssuedTokenView.of(issued)));
  }

  private Reply revokeToken(Call call) {
    TokenId id = call.id("token", TokenId::of);
    return AccountProblems.reply(
        accounts.revokeToken(call.caller().account(), id), _ -> Reply.empty());
  }

  /** Out of the reach of scripts and of other sites' requests. */
  private static String cookie(Call call, String value, Duration lifetime) {
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(
            TokenAuthenticator.COOKIE,
            value,
            lifetime.toSeconds(),
            call.isHttps() ? "; Secure" : "");
  }
}
