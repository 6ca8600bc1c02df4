package sorrel.platform.http;

import java.util.Optional;

/**
 * One server-sent event.
 *
 * @param type its name, which a browser listens for
 * @param id where a client that was cut off continues, with {@code Last-Event-ID}; empty if it
 *     cannot
 * @param data written as JSON on one line
 */
public record ServerEvent(String type, Optional<String> id, Object data) {
  public ServerEvent {
    if (type.chars().anyMatch(c -> c < ' ') || id.orElse("").chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("a line break in an event's type or id");
    }
  }

  public static ServerEvent of(String type, Object data) {
    return new ServerEvent(type, Optional.empty(), data);
  }
}
