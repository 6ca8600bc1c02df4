package sorrel.platform.serialization;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** All contexts' names of events and states, both ways. */
public final class EventRegistry {
  /** Where the configuration lists the contexts' {@link EventNames}. */
  public static final String KEY = "sorrel.serialization.events";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*/[1-9][0-9]*");

  private final Map<String, Class<? extends Record>> classes = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();
  private final ObjectMapper mapper = Json.mapper();

  /**
   * Collects names.
   *
   * @throws IllegalArgumentException if a name is malformed, or a name or record comes twice
   */
  public EventRegistry(List<? extends EventNames> contexts) {
    for (EventNames context : contexts) {
      context.names().forEach(this::add);
      context.sealedTypes().forEach(type -> SealedTypes.register(mapper, type));
    }
  }

  /** The registry of the classes that a configuration lists. */
  public static EventRegistry of(Config config) {
    return new EventRegistry(
        config.getStringList(KEY).stream().map(EventRegistry::instance).toList());
  }

  private static EventNames instance(String className) {
    try {
      var constructor = Class.forName(className).getDeclaredConstructor();
      // Contexts keep these classes to themselves.
      constructor.setAccessible(true);
      return (EventNames) constructor.newInstance();
    } catch (ReflectiveOperationException | ClassCastException absent) {
      throw new IllegalArgumentException(
          className + " in " + KEY + " is not an EventNames that can be made", absent);
    }
  }

  private void add(String name, Class<? extends Record> type) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not the name of an event: one looks like model-created/1");
    }
    if (classes.put(name, type) != null || names.put(type, name) != null) {
      throw new IllegalArgumentException(name + " or " + type.getName() + " is named twice");
    }
  }

  /** The name of a registered record; empty for another class. */
  public Optional<String> name(Class<?> type) {
    return Optional.ofNullable(names.get(type));
  }

  /** The record of a name; empty for a name that this release does not know. */
  public Optional<Class<? extends Record>> type(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  /** All registered records. */
  public Set<Class<?>> types() {
    return Set.copyOf(names.keySet());
  }

  /** The mapper that writes and reads them. */
  ObjectMapper mapper() {
    return mapper;
  }
}
