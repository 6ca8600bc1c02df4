package sorrel.platform.http;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A path with parameters, such as {@code /api/v1/models/{model}/images}.
 *
 * <p>{@code {name}} stands for one segment that is not empty. {@code {name*}} may be the last
 * segment and stands for one or more, slashes included.
 */
public record PathTemplate(String text) {
  public PathTemplate {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path template starts with a slash: " + text);
    }
    List<String> segments = split(text);
    Set<String> names = new HashSet<>();
    for (String segment : segments) {
      if (isParameter(segment) && !names.add(name(segment))) {
        throw new IllegalArgumentException("two parameters of one name: " + text);
      }
      if (isRest(segment) && !segment.equals(segments.getLast())) {
        throw new IllegalArgumentException("{name*} is not the last segment: " + text);
      }
    }
  }

  /** The segments between slashes, split anew each time; "/" has one, which is empty. */
  List<String> segments() {
    return split(text);
  }

  static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  static boolean isRest(String segment) {
    return isParameter(segment) && segment.endsWith("*}");
  }

  /** The name of a parameter's segment. */
  static String name(String segment) {
    return segment.substring(1, segment.length() - (isRest(segment) ? 2 : 1));
  }

  private static List<String> split(String text) {
    return Arrays.asList(text.substring(1).split("/", -1));
  }

  @Override
  public String toString() {
    return text;
  }
}
