package sorrel.account.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import sorrel.account.Accounts;
import sorrel.account.domain.Secret;
import sorrel.platform.http.Authenticator;
import sorrel.platform.http.Caller;
import sorrel.platform.http.HttpProblems;

/** Finds the caller by the token in {@code Authorization}, or else by the session's cookie. */
public final class TokenAuthenticator implements Authenticator {
  static final String COOKIE = "sorrel_session";
  private static final String SCHEME = "Bearer ";

  private final Accounts accounts;

  public TokenAuthenticator(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public CompletionStage<Optional<Caller>> authenticate(HttpRequest request) {
    Optional<Secret> secret = secret(request);
    if (secret.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return accounts
        .identify(secret.get())
        .handle(
            (found, failure) -> {
              if (failure == null) {
                return found.map(
                    identity -> new Caller(identity.account(), identity.administrator()));
              }
              throw failure instanceof RejectedExecutionException
                      || failure.getCause() instanceof RejectedExecutionException
                  ? HttpProblems.BUSY
                      .because("Too many log-ins are checked at once. Try again.")
                      .retryAfter(Duration.ofSeconds(1))
                      .asException()
                  : new IllegalStateException("a token could not be looked up", failure);
            });
  }

  /** What the request shows; a wrong header is not made up for by a cookie. */
  static Optional<Secret> secret(HttpRequest request) {
    Optional<HttpHeader> authorization = request.getHeader("authorization");
    if (authorization.isPresent()) {
      String value = authorization.get().value();
      return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          ? Secret.of(value.substring(SCHEME.length()).strip())
          : Optional.empty();
    }
    return request.getHeader("cookie").flatMap(header -> session(header.value()));
  }

  private static Optional<Secret> session(String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      String pair = cookie.strip();
      if (pair.startsWith(COOKIE + "=")) {
        return Secret.of(pair.substring(COOKIE.length() + 1));
      }
    }
    return Optional.empty();
  }
}
