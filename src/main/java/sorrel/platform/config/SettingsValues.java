package sorrel.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Single values of a configuration; a value that cannot be used names its place and what is. */
final class SettingsValues {
  private final Config config;

  SettingsValues(Config config) {
    this.config = config;
  }

  String text(String key) {
    ConfigValue value = value(key, "a text");
    if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
      throw refused(key, "a text");
    }
    return String.valueOf(value.unwrapped());
  }

  int whole(String key, int least, int most) {
    String needed = "a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(text(key).strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      throw refused(key, needed);
    }
    throw refused(key, needed);
  }

  /** True or false. */
  boolean yes(String key) {
    return switch (text(key).strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(key, "true or false");
    };
  }

  /** 0 to 1. */
  double fraction(String key) {
    String needed = "a fraction from 0 to 1, such as 0.95";
    try {
      double number = Double.parseDouble(text(key).strip());
      if (number >= 0 && number <= 1) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      throw refused(key, needed);
    }
    throw refused(key, needed);
  }

  long bytes(String key, long least, long most) {
    String needed = "a size from " + least + " to " + most + " bytes, such as 64 MiB";
    try {
      long number = config.getBytes(key);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (ConfigException malformed) {
      throw refused(key, needed);
    }
    throw refused(key, needed);
  }

  /** Longer than nothing; a number alone is refused, since nobody would read it as milliseconds. */
  Duration duration(String key) {
    String needed = "a length of time with its unit, such as 20s, 15m or 30d";
    boolean unit = text(key).strip().chars().anyMatch(Character::isLetter);
    try {
      Duration duration = config.getDuration(key);
      if (unit && duration.isPositive()) {
        return duration;
      }
    } catch (ConfigException malformed) {
      throw refused(key, needed);
    }
    throw refused(key, needed);
  }

  /** A length of time between two others, which may be zero. */
  Duration duration(String key, Duration least, Duration most) {
    String needed =
        "a length of time from %ds to %ds with its unit, such as 5s"
            .formatted(least.toSeconds(), most.toSeconds());
    boolean unit = text(key).strip().chars().anyMatch(Character::isLetter);
    try {
      Duration duration = config.getDuration(key);
      if (unit && duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (ConfigException malformed) {
      throw refused(key, needed);
    }
    throw refused(key, needed);
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> words) {
    return oneOf(key, text(key), words);
  }

  /** A list, or one text with commas, as in an environment variable; an empty text is none. */
  List<String> texts(String key) {
    ConfigValue value = value(key, "a list");
    Stream<String> texts =
        value instanceof ConfigList list
            ? list.stream().map(item -> String.valueOf(item.unwrapped()))
            : Arrays.stream(text(key).split(",", -1));
    return texts.map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  /** Some of the words, as {@link #texts}; never none. */
  <E extends Enum<E>> List<E> severalOf(String key, Class<E> words) {
    List<E> several = texts(key).stream().map(text -> oneOf(key, text, words)).distinct().toList();
    if (several.isEmpty()) {
      throw refused(key, "at least one of " + words(words));
    }
    return several;
  }

  private <E extends Enum<E>> E oneOf(String key, String text, Class<E> words) {
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word(word).equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> refused(key, "one of " + words(words)));
  }

  private static <E extends Enum<E>> String words(Class<E> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(SettingsValues::word)
        .collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ConfigValue value(String key, String needed) {
    try {
      return config.getValue(key);
    } catch (ConfigException missing) {
      throw new SettingsException(key + " has no value. It needs " + needed + ".");
    }
  }

  /** The refusal of a key's value, with what would be right. */
  SettingsException refused(String key, String needed) {
    ConfigValue value = config.getValue(key);
    String shown = String.valueOf(value.unwrapped());
    return new SettingsException(
        key
            + " ("
            + SettingsKeys.place(value.origin())
            + ") is \""
            + shown
            + "\". It needs "
            + needed
            + ".");
  }
}
