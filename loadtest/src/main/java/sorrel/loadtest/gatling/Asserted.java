package sorrel.loadtest.gatling;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Gatling judged a simulation.
 *
 * @param name what was done
 * @param met whether all assertions hold
 */
public record Asserted(String name, boolean met, List<Assertion> assertions) {
  public Asserted {
    assertions = List.copyOf(assertions);
  }

  /**
   * One of them.
   *
   * @param words such as "Global: count of failed events is 0.0"
   * @param actual a number, or why there is none
   */
  record Assertion(String words, boolean met, String actual) {
    // Gatling writes them for people alone, and its log is of a form of its own.
    private static final Pattern LINE =
        Pattern.compile("(.+) : (true|false) \\((?:actual : )?(.+)\\)");

    /** What a line of Gatling's output says of an assertion, if it does. */
    static Optional<Assertion> in(String line) {
      Matcher matcher = LINE.matcher(line);
      return matcher.matches()
          ? Optional.of(
              new Assertion(
                  matcher.group(1), Boolean.parseBoolean(matcher.group(2)), matcher.group(3)))
          : Optional.empty();
    }
  }

  /** Each assertion with whether it was met, as with the other client. */
  public List<String> lines() {
    return assertions.stream()
        .map(
            each ->
                "%-6s  %s: %s, found %s"
                    .formatted(each.met() ? "met" : "MISSED", name, each.words(), each.actual()))
        .toList();
  }

  /** What was found for the only assertion with such words. */
  double found(String words) throws IOException {
    return assertions.stream()
        .filter(each -> each.words().contains(words))
        .findAny()
        .map(each -> Double.parseDouble(each.actual()))
        .orElseThrow(() -> new IOException("Gatling said nothing of the " + words));
  }
}
