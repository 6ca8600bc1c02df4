package sorrel.kernel;

import java.util.List;

/**
 * What pure rules answer to a command: the events that happened, or why nothing did.
 *
 * @param <E> events of the aggregate
 * @param <R> rejections: facts that a caller can act on
 */
public sealed interface Decision<E, R> {
  /** The command holds; no events means that it was already done, so a retry is safe. */
  record Accepted<E, R>(List<E> events) implements Decision<E, R> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The command was refused and nothing changed. */
  record Rejected<E, R>(R reason) implements Decision<E, R> {}

  /** Accepts without a change: what was asked for already holds. */
  static <E, R> Decision<E, R> alreadyDone() {
    return new Accepted<>(List.of());
  }

  static <E, R> Decision<E, R> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  static <E, R> Decision<E, R> accept(List<E> events) {
    return new Accepted<>(events);
  }

  static <E, R> Decision<E, R> reject(R reason) {
    return new Rejected<>(reason);
  }
}
