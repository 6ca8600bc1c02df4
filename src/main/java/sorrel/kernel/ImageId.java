package sorrel.kernel;

import java.util.UUID;

/** An image of one model's dataset. */
public record ImageId(UUID value) implements Id {
  public static ImageId of(String text) {
    return new ImageId(UUID.fromString(text));
  }

  public static ImageId next() {
    return new ImageId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
