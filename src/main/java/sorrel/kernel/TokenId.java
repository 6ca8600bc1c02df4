package sorrel.kernel;

import java.util.UUID;

/** A token of an account; not its secret. */
public record TokenId(UUID value) implements Id {
  public static TokenId of(String text) {
    return new TokenId(UUID.fromString(text));
  }

  public static TokenId next() {
    return new TokenId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
