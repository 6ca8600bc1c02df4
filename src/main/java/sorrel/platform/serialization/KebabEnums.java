package sorrel.platform.serialization;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.util.Locale;

/** Writes an enum's {@code READY_TO_TRAIN} as {@code ready-to-train}, in values and in keys. */
final class KebabEnums extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
    for (int i = 0; i < constants.length; i++) {
      // The JDK's own enums, such as ChronoUnit, keep their names.
      if (names[i] == null && type.getRawType().getName().startsWith("sorrel.")) {
        names[i] = constants[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
    return names;
  }
}
