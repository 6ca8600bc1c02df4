package sorrel.account.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;

/** Whom a secret acts for, and until when. */
public record Identity(AccountId account, boolean administrator, Optional<Instant> expiresAt) {
  public boolean holds(Instant now) {
    return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
  }
}
