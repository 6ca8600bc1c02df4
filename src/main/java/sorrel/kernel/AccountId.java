package sorrel.kernel;

import java.util.UUID;

/** A person's account. */
public record AccountId(UUID value) implements Id {
  public static AccountId of(String text) {
    return new AccountId(UUID.fromString(text));
  }

  public static AccountId next() {
    return new AccountId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
