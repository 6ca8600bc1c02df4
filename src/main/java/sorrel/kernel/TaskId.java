package sorrel.kernel;

import java.util.UUID;

/** Work a user asked for and can look up. */
public record TaskId(UUID value) implements Id {
  public static TaskId of(String text) {
    return new TaskId(UUID.fromString(text));
  }

  public static TaskId next() {
    return new TaskId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
