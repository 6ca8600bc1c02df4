package sorrel.account.domain;

import java.time.Instant;
import sorrel.kernel.AccountId;

/**
 * A person.
 *
 * @param administrator whether they may run the server; the first account is
 * @param limits theirs alone
 */
public record Account(
    AccountId id, EmailAddress email, boolean administrator, Instant createdAt, OwnLimits limits) {}
