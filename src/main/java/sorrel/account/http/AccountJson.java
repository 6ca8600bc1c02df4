package sorrel.account.http;

import java.time.Instant;
import java.util.Optional;
import sorrel.account.Quotas.Standing;
import sorrel.account.domain.Account;
import sorrel.account.domain.IssuedToken;
import sorrel.account.domain.Quota;
import sorrel.account.domain.Token;
import sorrel.kernel.AccountId;
import sorrel.kernel.TokenId;
import sorrel.platform.http.Checks;

/** What is sent and received about accounts. */
final class AccountJson {
  private static final int NAME_LENGTH_MAX = 100;

  private AccountJson() {}

  /** Who somebody says they are. */
  record Credentials(String email, String password) {
    @Override
    public String toString() {
      return "Credentials[" + email + "]";
    }
  }

  /**
   * An account to be made.
   *
   * @param invitation what the link ended with by which somebody was invited
   */
  record NewAccount(String email, String password, Optional<String> invitation) {
    @Override
    public String toString() {
      return "NewAccount[" + email + "]";
    }
  }

  /** An account as its owner sees it. */
  record AccountView(AccountId id, String email, boolean administrator, Instant createdAt) {
    static AccountView of(Account account) {
      return new AccountView(
          account.id(), account.email().value(), account.administrator(), account.createdAt());
    }
  }

  /**
   * An account with what it has and may have, as its owner sees it.
   *
   * @param bytes of its pictures, and of those in the bins of its models
   * @param binBytes of the latter
   */
  record OwnAccountView(
      AccountId id,
      String email,
      boolean administrator,
      Instant createdAt,
      long models,
      long pictures,
      long bytes,
      long binBytes,
      Quota limits) {
    static OwnAccountView of(Account account, Standing standing) {
      return new OwnAccountView(
          account.id(),
          account.email().value(),
          account.administrator(),
          account.createdAt(),
          standing.holding().models(),
          standing.holding().pictures(),
          standing.holding().bytes(),
          standing.holding().binBytes(),
          standing.quota());
    }
  }

  /** A new session. */
  record SessionView(String token, Instant expiresAt) {
    static SessionView of(IssuedToken issued) {
      return new SessionView(issued.secret().text(), issued.token().expiresAt().orElseThrow());
    }
  }

  /** A token to be made. */
  record NewToken(String name, Optional<Instant> expiresAt) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(name, 1, NAME_LENGTH_MAX, "/name");
    }
  }

  /** A token in a list. */
  record TokenView(
      TokenId id,
      String name,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt) {
    static TokenView of(Token token) {
      return new TokenView(
          token.id(), token.name(), token.createdAt(), token.expiresAt(), token.lastUsedAt());
    }
  }

  /** A token with its secret, the only time it is shown. */
  record IssuedTokenView(TokenId id, String name, Optional<Instant> expiresAt, String token) {
    static IssuedTokenView of(IssuedToken issued) {
      return new IssuedTokenView(
          issued.token().id(),
          issued.token().name(),
          issued.token().expiresAt(),
          issued.secret().text());
    }
  }
}
