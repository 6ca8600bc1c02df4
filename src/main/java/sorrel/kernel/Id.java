package sorrel.kernel;

import java.util.UUID;

/** An identifier: a UUID of version 7, so that ids sort by the time they were made. */
public sealed interface Id
    permits AccountId, ClassId, ImageId, InvitationId, ModelId, RunId, TaskId, TokenId {
  UUID value();
}
