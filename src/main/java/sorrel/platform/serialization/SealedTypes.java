package sorrel.platform.serialization;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON for a sealed type without annotations on it: each record that it permits is an object whose
 * {@code type} is the record's name in {@code kebab-case}.
 *
 * <p>Renaming such a record changes what is stored: give the new record the old one's name, or the
 * event around it a new one.
 */
public final class SealedTypes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  private final Class<?> family;

  /**
   * The names of one sealed type, as a Jackson module.
   *
   * @throws IllegalArgumentException unless all that it permits are records, or sealed types of
   *     records, with different names
   */
  public SealedTypes(Class<?> family) {
    super("sorrel-sealed-" + family.getName());
    this.family = family;
    names(family).forEach((name, type) -> registerSubtypes(new NamedType(type, name)));
    setMixInAnnotation(family, Typed.class);
  }

  /** Teaches a mapper, before its first use, the records of a sealed type. */
  public static void register(ObjectMapper mapper, Class<?> family) {
    mapper.registerModule(new SealedTypes(family));
  }

  /** The records that a sealed type permits, by their names in JSON, in order. */
  public static Map<String, Class<?>> names(Class<?> family) {
    Map<String, Class<?>> names = new TreeMap<>();
    collect(family, names);
    return names;
  }

  /** Two sealed types are two modules. */
  @Override
  public Object getTypeId() {
    return "sorrel-sealed-" + family.getName();
  }

  private static void collect(Class<?> type, Map<String, Class<?>> names) {
    if (!type.isSealed()) {
      throw new IllegalArgumentException(type.getName() + " is not sealed");
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        collect(permitted, names);
      } else if (!permitted.isRecord()) {
        throw new IllegalArgumentException(permitted.getName() + " is not a record");
      } else {
        Class<?> other = names.put(kebab(permitted.getSimpleName()), permitted);
        if (other != null && other != permitted) {
          throw new IllegalArgumentException(
              permitted.getName() + " and " + other.getName() + " have the same name in JSON");
        }
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}
}
