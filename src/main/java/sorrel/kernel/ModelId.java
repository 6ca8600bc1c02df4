package sorrel.kernel;

import java.util.UUID;

/** A model. */
public record ModelId(UUID value) implements Id {
  public static ModelId of(String text) {
    return new ModelId(UUID.fromString(text));
  }

  public static ModelId next() {
    return new ModelId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
