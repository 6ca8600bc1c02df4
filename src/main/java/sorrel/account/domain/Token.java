package sorrel.account.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.TokenId;

/**
 * A named, expiring, revocable right to act for an account; without its secret, which is shown
 * once.
 *
 * @param expiresAt empty if it holds until it is revoked
 * @param lastUsedAt to about a minute
 */
public record Token(
    TokenId id,
    AccountId account,
    Kind kind,
    String name,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt) {
  /** How a token came to be. */
  public enum Kind {
    /** By logging in. */
    SESSION,
    /** Made by a person for a program. */
    TOKEN
  }

  /** Whether it still acts for its account. */
  public boolean holds(Instant now) {
    return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
  }
}
