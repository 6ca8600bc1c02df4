package sorrel.kernel;

import java.util.UUID;

/** One search for a model; also the id of its task. */
public record RunId(UUID value) implements Id {
  public static RunId of(String text) {
    return new RunId(UUID.fromString(text));
  }

  public static RunId next() {
    return new RunId(UuidV7.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
