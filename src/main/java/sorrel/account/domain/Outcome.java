package sorrel.account.domain;

/**
 * What was done, or why nothing was.
 *
 * @param <T> what comes out
 */
public sealed interface Outcome<T> {
  /** It was done. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It was refused and nothing changed. */
  record Refused<T>(AccountRejection reason) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(AccountRejection reason) {
    return new Refused<>(reason);
  }
}
