package sorrel.kernel;

import java.util.UUID;

/** An invitation to make an account; not its secret. */
public record InvitationId(UUID value) implements Id {
  public static InvitationId of(String text) {
    return new InvitationId(UUID.fromString(text));
  }

  public static InvitationId next() {
    return new InvitationId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
