package sorrel.platform.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads JSON into records strictly: a field that is not known, is missing or has another type is an
 * error, and all errors are found in one go.
 *
 * <p>A component of type {@code Optional} may be absent or null; any other is required.
 */
final class JsonInput {
  private final ObjectMapper mapper;
  private final ObjectReader trees;

  JsonInput(ObjectMapper mapper) {
    this.mapper = mapper;
    this.trees =
        mapper
            .readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * The value; an empty body reads as {@code {}}.
   *
   * @throws ProblemException a 400 that lists every error
   */
  <T> T read(byte[] body, Class<T> type) {
    JsonNode tree = tree(body);
    JavaType javaType = mapper.constructType(type);
    Checks checks = new Checks();
    check(tree, javaType, "", checks);
    checks.orThrow();
    T value = convert(tree, type);
    if (value instanceof Checks.Checked checked) {
      checked.check(checks);
      checks.orThrow();
    }
    return value;
  }

  private JsonNode tree(byte[] body) {
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return trees.readValue(body);
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      String where =
          at == null ? "" : " near line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw HttpProblems.MALFORMED_REQUEST
          .because("The body is not valid JSON" + where + ".")
          .asException();
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory could not be read", impossible);
    }
  }

  private <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonProcessingException refused) {
      throw HttpProblems.MALFORMED_REQUEST.because("The body is not valid.").asException();
    }
  }

  private void check(JsonNode node, JavaType type, String pointer, Checks checks) {
    if (type.isReferenceType()) {
      if (!node.isNull()) {
        check(node, type.getContentType(), pointer, checks);
      }
    } else if (node.isNull()) {
      checks.that(false, pointer, "must not be null");
    } else if (type.getRawClass().isRecord() && !node.isTextual()) {
      checkRecord(node, type, pointer, checks);
    } else if (type.isCollectionLikeType() || type.isArrayType()) {
      checkList(node, type, pointer, checks);
    } else if (type.isMapLikeType()) {
      checkMap(node, type, pointer, checks);
    } else {
      checkLeaf(node, type, pointer, checks);
    }
  }

  private void checkRecord(JsonNode node, JavaType type, String pointer, Checks checks) {
    if (!node.isObject()) {
      checks.that(false, pointer, "must be an object in braces");
      return;
    }
    Map<String, JavaType> components = components(type);
    Set<String> names = new TreeSet<>(components.keySet());
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      checks.that(
          components.containsKey(field),
          child(pointer, field),
          names.isEmpty()
              ? "no field is known here"
              : "is not a known field; known are " + String.join(", ", names));
    }
    components.forEach(
        (name, component) -> {
          JsonNode value = node.get(name);
          if (value != null) {
            check(value, component, child(pointer, name), checks);
          } else {
            checks.that(component.isReferenceType(), child(pointer, name), "is missing");
          }
        });
  }

  private Map<String, JavaType> components(JavaType type) {
    Map<String, JavaType> components = new HashMap<>();
    for (RecordComponent component : type.getRawClass().getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      String name =
          renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
      components.put(
          name,
          mapper
              .getTypeFactory()
              .resolveMemberType(component.getGenericType(), type.getBindings()));
    }
    return components;
  }

  private void checkList(JsonNode node, JavaType type, String pointer, Checks checks) {
    if (!node.isArray()) {
      checks.that(false, pointer, "must be a list in square brackets");
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      check(node.get(i), type.getContentType(), pointer + "/" + i, checks);
    }
  }

  private void checkMap(JsonNode node, JavaType type, String pointer, Checks checks) {
    if (!node.isObject()) {
      checks.that(false, pointer, "must be an object in braces");
      return;
    }
    node.properties()
        .forEach(
            field ->
                check(
                    field.getValue(),
                    type.getContentType(),
                    child(pointer, field.getKey()),
                    checks));
  }

  private void checkLeaf(JsonNode node, JavaType type, String pointer, Checks checks) {
    Class<?> raw = type.getRawClass();
    if (JsonNode.class.isAssignableFrom(raw) || raw == Object.class) {
      return;
    }
    boolean whole = raw == int.class || raw == Integer.class || raw == long.class;
    if (whole || raw == Long.class) {
      checks.that(
          node.isIntegralNumber() && converts(node, type), pointer, "must be a whole number");
    } else if (raw == double.class || raw == Double.class) {
      checks.that(node.isNumber() && converts(node, type), pointer, "must be a number");
    } else if (raw == boolean.class || raw == Boolean.class) {
      checks.that(node.isBoolean(), pointer, "must be true or false");
    } else if (raw == String.class) {
      checks.that(node.isTextual(), pointer, "must be a text in double quotes");
      checks.that(node.asText().indexOf('\0') < 0, pointer, "must not hold U+0000");
    } else if (raw.isEnum()) {
      checks.that(
          node.isTextual() && converts(node, type), pointer, "must be one of " + words(raw));
    } else {
      checks.that(converts(node, type), pointer, "must be " + form(raw));
    }
  }

  private boolean converts(JsonNode node, JavaType type) {
    try {
      return mapper.treeToValue(node, type) != null;
    } catch (JsonProcessingException | IllegalArgumentException refused) {
      return false;
    }
  }

  private String words(Class<?> type) {
    return String.join(
        ", ",
        Arrays.stream(type.getEnumConstants())
            .map(constant -> mapper.valueToTree(constant).asText())
            .toList());
  }

  private static String form(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Duration" -> "a duration, such as PT15M for 15 minutes";
      case "Instant" -> "a time, such as 2026-11-20T12:00:00Z";
      case "URI" -> "an address, such as https://example.org/picture.png";
      default ->
          sorrel.kernel.Id.class.isAssignableFrom(type)
              ? "an id, such as 01930e5a-7c1b-7000-8000-0123456789ab"
              : "a valid " + type.getSimpleName();
    };
  }

  private static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
