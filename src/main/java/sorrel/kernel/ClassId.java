package sorrel.kernel;

import java.util.UUID;

/** A class of one model. */
public record ClassId(UUID value) implements Id {
  public static ClassId of(String text) {
    return new ClassId(UUID.fromString(text));
  }

  public static ClassId next() {
    return new ClassId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
