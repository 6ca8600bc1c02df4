package sorrel;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sorrel.platform.serialization.CborMessage;

/**
 * The forms of all records and enums that nodes send each other: names of components with their
 * types, or constants, by the name of the class.
 */
record MessageForms(Map<String, Map<String, String>> classes) {
  private static final String CONSTANT = "constant";

  /** Those of this build. */
  static MessageForms now() {
    Map<String, Map<String, String>> found = new TreeMap<>();
    Deque<Class<?>> open = new ArrayDeque<>(messages());
    while (!open.isEmpty()) {
      Class<?> next = open.pop();
      if (!next.getName().startsWith("sorrel.") || found.containsKey(next.getName())) {
        continue;
      }
      if (next.isSealed()) {
        open.addAll(List.of(next.getPermittedSubclasses()));
      } else if (next.isRecord()) {
        found.put(next.getName(), components(next));
        Arrays.stream(next.getRecordComponents())
            .flatMap(component -> mentioned(component.getGenericType()))
            .forEach(open::add);
      } else if (next.isEnum()) {
        found.put(next.getName(), constants(next));
      }
    }
    return new MessageForms(found);
  }

  private static Set<Class<?>> messages() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("sorrel")
            .stream()
            .filter(type -> type.isAssignableTo(CborMessage.class) && !type.isInterface())
            .map(JavaClass::reflect)
            .collect(Collectors.toSet());
  }

  private static Map<String, String> components(Class<?> type) {
    Map<String, String> components = new LinkedHashMap<>();
    for (RecordComponent each : type.getRecordComponents()) {
      components.put(each.getName(), each.getGenericType().getTypeName().replace(" ", ""));
    }
    return components;
  }

  private static Map<String, String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .collect(
            Collectors.toMap(
                each -> ((Enum<?>) each).name(), _ -> CONSTANT, (a, _) -> a, LinkedHashMap::new));
  }

  private static Stream<Class<?>> mentioned(Type type) {
    return switch (type) {
      case Class<?> plain -> Stream.of(plain.isArray() ? plain.getComponentType() : plain);
      case ParameterizedType generic ->
          Stream.concat(
              mentioned(generic.getRawType()),
              Arrays.stream(generic.getActualTypeArguments()).flatMap(MessageForms::mentioned));
      default -> Stream.of();
    };
  }

  /** A line for each class. */
  List<String> lines() {
    return classes.entrySet().stream()
        .map(
            each ->
                Stream.concat(
                        Stream.of(each.getKey()),
                        each.getValue().entrySet().stream()
                            .map(part -> part.getKey() + ":" + part.getValue()))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  static MessageForms of(List<String> lines) {
    Map<String, Map<String, String>> classes = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      Map<String, String> parts = new LinkedHashMap<>();
      for (String word : List.of(words).subList(1, words.length)) {
        int colon = word.indexOf(':');
        parts.put(word.substring(0, colon), word.substring(colon + 1));
      }
      classes.put(words[0], parts);
    }
    return new MessageForms(classes);
  }

  /** What keeps builds of this form and of a later one from understanding each other. */
  Set<String> brokenBy(MessageForms later) {
    Set<String> broken = new TreeSet<>();
    classes.forEach(
        (name, parts) ->
            Optional.ofNullable(later.classes().get(name))
                .ifPresentOrElse(
                    now -> compare(name, parts, now, broken), () -> broken.add(name + " is gone")));
    return broken;
  }

  private static void compare(
      String name, Map<String, String> before, Map<String, String> now, Set<String> broken) {
    before.forEach(
        (part, type) -> {
          String found = now.getOrDefault(part, "gone");
          if (!found.equals(type) && !(found.equals("gone") && optional(type))) {
            broken.add("%s.%s was %s and is %s".formatted(name, part, type, found));
          }
        });
    now.forEach(
        (part, type) -> {
          if (!before.containsKey(part) && !optional(type)) {
            broken.add("%s.%s is new, and not Optional".formatted(name, part));
          }
        });
  }

  private static boolean optional(String type) {
    return type.startsWith(Optional.class.getName() + "<");
  }
}
