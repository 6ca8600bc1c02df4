package sorrel.platform.serialization;

import java.util.Map;
import java.util.Set;

/**
 * The names under which a context's events and states are kept in the journal, for good.
 *
 * <p>Each context has one class of this kind with a constructor without parameters, listed in
 * {@code sorrel.serialization.events}. A name, such as {@code model-created/1}, is never given to
 * another meaning; a record that changes so that old payloads cannot be read gets the next number,
 * and the old record stays for reading.
 */
public interface EventNames {
  /** Records by their names; every name and every record once. */
  Map<String, Class<? extends Record>> names();

  /** Sealed types within these records, whose JSON then names the record: {@link SealedTypes}. */
  default Set<Class<?>> sealedTypes() {
    return Set.of();
  }
}
