package sorrel.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The keys that exist, which are those that have a default. */
final class SettingsKeys {
  /** How the environment variable of a setting begins. */
  static final String PREFIX = "SORREL_";

  /** Variables that other parts of the program read. */
  static final Set<String> OTHER_VARIABLES =
      Set.of(
          "SORREL_JAVA_HOME",
          "SORREL_HOME",
          "SORREL_SHARED",
          "SORREL_OPTS",
          "SORREL_TOKEN",
          "SORREL_RUNNER_TOKEN",
          "SORREL_SERVER",
          "SORREL_TEST_LOG");

  /** Lists of classes, which the program keeps under {@code sorrel} for itself. */
  private static final String PROGRAM = "sorrel.serialization";

  private final Set<String> keys;

  private SettingsKeys(Set<String> keys) {
    this.keys = keys;
  }

  static SettingsKeys ofDefaults() {
    Config defaults =
        ConfigFactory.parseResources(SettingsKeys.class.getClassLoader(), "sorrel-defaults.conf");
    return new SettingsKeys(
        defaults.entrySet().stream()
            .map(entry -> entry.getKey())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The names at the top of a configuration, such as {@code akka}. */
  static Set<String> roots(Config config) {
    return Set.copyOf(config.root().keySet());
  }

  /** {@code sorrel.http.port} is {@code SORREL_HTTP_PORT}. */
  static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** All keys, in order. */
  Set<String> all() {
    return keys;
  }

  /**
   * The key that an environment variable sets.
   *
   * @throws SettingsException if there is none
   */
  String ofVariable(String variable) {
    for (String key : keys) {
      if (variable(key).equals(variable)) {
        return key;
      }
    }
    Set<String> variables = keys.stream().map(SettingsKeys::variable).collect(Collectors.toSet());
    throw new SettingsException(
        "The environment variable "
            + variable
            + " is not a setting. Did you mean "
            + Nearest.to(variable, variables)
            + "?");
  }

  /**
   * Looks for keys that do not exist.
   *
   * @throws SettingsException with a line for each
   */
  void check(Config config, Set<String> roots) {
    Set<String> wrong = new TreeSet<>();
    config
        .root()
        .forEach(
            (name, value) -> {
              if (!roots.contains(name)) {
                wrong.add(unknown(ConfigUtil.joinPath(name), value.origin(), nearRoot(name)));
              }
            });
    check("sorrel", config.root().get("sorrel"), wrong);
    if (!wrong.isEmpty()) {
      throw new SettingsException(String.join(System.lineSeparator(), wrong));
    }
  }

  private void check(String path, ConfigValue value, Set<String> wrong) {
    boolean group = keys.stream().anyMatch(key -> key.startsWith(path + "."));
    if (path.equals(PROGRAM) || (keys.contains(path) && !(value instanceof ConfigObject))) {
      return;
    }
    if (group && value instanceof ConfigObject object) {
      object.forEach((name, inner) -> check(path + "." + ConfigUtil.joinPath(name), inner, wrong));
    } else if (value.valueType() != ConfigValueType.OBJECT || ((ConfigObject) value).isEmpty()) {
      wrong.add(unknown(path, value.origin(), Nearest.to(path, keys)));
    } else {
      ((ConfigObject) value)
          .forEach(
              (name, inner) -> {
                String key = path + "." + ConfigUtil.joinPath(name);
                wrong.add(unknown(key, inner.origin(), Nearest.to(key, keys)));
              });
    }
  }

  /** A forgotten {@code sorrel.} in front is the likely slip. */
  private String nearRoot(String name) {
    return Nearest.to("sorrel." + name, keys);
  }

  private static String unknown(String key, ConfigOrigin origin, String nearest) {
    return key + " (" + place(origin) + ") is not a setting. Did you mean " + nearest + "?";
  }

  /** Where a value was written: a file and line, or what else it came from. */
  static String place(ConfigOrigin origin) {
    String file = origin.filename();
    if (file != null && origin.lineNumber() > 0) {
      return "in " + file + ", line " + origin.lineNumber();
    }
    return "in " + origin.description();
  }
}
