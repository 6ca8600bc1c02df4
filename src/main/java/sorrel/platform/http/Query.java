package sorrel.platform.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The query parameters of a call; each may be given once. */
public final class Query {
  public static final String LIMIT = "limit";
  public static final String CURSOR = "cursor";

  /** In place of names: the query is not looked at. */
  static final String ANY = "*";

  /** A page that a screen shows, and one that a program reads. */
  public static final int PAGE_DEFAULT = 50;

  public static final int PAGE_MAX = 500;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  static Query empty() {
    return new Query(Map.of());
  }

  /**
   * The parameters, once they are known to be ones the endpoint takes.
   *
   * @throws ProblemException a 400 that names every parameter that is unknown or given twice
   */
  static Query of(List<Map.Entry<String, String>> pairs, Set<String> known) {
    Checks checks = new Checks();
    List<String> seen = new ArrayList<>();
    for (Map.Entry<String, String> pair : pairs) {
      String name = pair.getKey();
      checks.that(
          known.contains(name),
          "?" + name,
          known.isEmpty()
              ? "this address takes no query parameters"
              : "is not a query parameter of this address; it takes "
                  + known.stream().sorted().collect(Collectors.joining(", ")));
      checks.that(!seen.contains(name), "?" + name, "is given more than once");
      checks.that(pair.getValue().indexOf('\0') < 0, "?" + name, "must not hold U+0000");
      seen.add(name);
    }
    checks.orThrow();
    return new Query(
        pairs.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The text, unless it is absent or empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  /**
   * A whole number from {@code min} to {@code max}.
   *
   * @throws ProblemException a 400 if it is something else
   */
  public int integer(String name, int absent, int min, int max) {
    return text(name)
        .map(
            text ->
                parse(
                    name,
                    text,
                    "must be a whole number from %d to %d".formatted(min, max),
                    t -> {
                      int value = Integer.parseInt(t);
                      if (value < min || value > max) {
                        throw new IllegalArgumentException(t);
                      }
                      return value;
                    }))
        .orElse(absent);
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws ProblemException a 400 if it is something else
   */
  public boolean flag(String name, boolean absent) {
    return text(name)
        .map(
            text ->
                parse(
                    name,
                    text,
                    "must be true or false",
                    t ->
                        switch (t) {
                          case "true" -> true;
                          case "false" -> false;
                          default -> throw new IllegalArgumentException(t);
                        }))
        .orElse(absent);
  }

  /**
   * One of an enum's constants, written in lower case with hyphens.
   *
   * @throws ProblemException a 400 if it is something else
   */
  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    return text(name)
        .map(
            text ->
                parse(
                    name,
                    text,
                    "must be one of " + String.join(", ", words),
                    t -> type.getEnumConstants()[words.indexOf(t)]));
  }

  /**
   * An id.
   *
   * @throws ProblemException a 400 if it is not in an id's form
   */
  public <I> Optional<I> id(String name, Function<String, I> of) {
    return text(name)
        .map(
            text ->
                parse(
                    name,
                    text,
                    "must be an id, such as 01930e5a-7c1b-7000-8000-0123456789ab",
                    t -> of.apply(Call.uuid(t))));
  }

  /** How many items of a list to show at most. */
  public int limit() {
    return integer(LIMIT, PAGE_DEFAULT, 1, PAGE_MAX);
  }

  /** Where a list goes on: what a page's {@code next} said. */
  public Optional<String> cursor() {
    return text(CURSOR);
  }

  /** The cursor as an id, for lists in the order of their ids. */
  public <I> Optional<I> cursor(Function<String, I> of) {
    return cursor()
        .map(
            text ->
                parse(
                    CURSOR,
                    text,
                    "must be the \"next\" of the page before",
                    t -> of.apply(Call.uuid(t))));
  }

  /** The cursor as a whole number, for lists in the order of numbers. */
  public Optional<Long> numericCursor() {
    return cursor()
        .map(text -> parse(CURSOR, text, "must be the \"next\" of the page before", Long::valueOf));
  }

  private static <T> T parse(
      String name, String text, String expected, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notThat) {
      Checks checks = new Checks().that(false, "?" + name, expected);
      checks.orThrow();
      throw notThat;
    }
  }
}
