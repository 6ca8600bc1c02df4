package sorrel.remote.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.TokenId;

/**
 * Lets one runner work here until it is revoked; without its secret, which is shown once.
 *
 * @param everyone whether it does everyone's work, and not that of its account alone
 * @param lastUsedAt to about a minute
 */
public record RunnerToken(
    TokenId id,
    AccountId account,
    String name,
    boolean everyone,
    Instant createdAt,
    Optional<Instant> lastUsedAt) {}
