package sorrel.account.domain;

import java.time.Instant;
import sorrel.kernel.InvitationId;

/**
 * What lets whoever knows its secret make one account, also where only administrators make them. It
 * is gone once it was used.
 *
 * @param name whom it is for, in an administrator's words
 */
public record Invitation(InvitationId id, String name, Instant createdAt, Instant expiresAt) {}
