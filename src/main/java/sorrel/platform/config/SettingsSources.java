package sorrel.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The places that settings come from, merged and checked for keys that do not exist.
 *
 * @param environment of which only variables that begin with {@code SORREL_} and {@code HOME} are
 *     looked at
 * @param properties of which only those under a known root, such as {@code sorrel} or {@code akka},
 *     are looked at
 */
record SettingsSources(
    Optional<Path> file,
    Map<String, String> overrides,
    Map<String, String> environment,
    Properties properties) {
  Settings read() {
    Config reference = ConfigFactory.defaultReferenceUnresolved();
    Config program =
        ConfigFactory.parseResources(
            SettingsSources.class.getClassLoader(),
            "application.conf",
            ConfigParseOptions.defaults().setAllowMissing(false));
    Set<String> roots = SettingsKeys.roots(program.withFallback(reference));
    SettingsKeys keys = SettingsKeys.ofDefaults();
    Config config =
        fromOverrides()
            .withFallback(fromProperties(roots))
            .withFallback(fromEnvironment(keys))
            .withFallback(fromFile());
    Config whole = resolve(config.withFallback(program).withFallback(reference));
    keys.check(whole, roots);
    return SettingsReader.read(
        whole, environment.getOrDefault("HOME", System.getProperty("user.home")));
  }

  private static Config resolve(Config config) {
    try {
      return config.resolve(ConfigResolveOptions.defaults());
    } catch (ConfigException unresolved) {
      throw new SettingsException(unresolved.getMessage());
    }
  }

  private Config fromOverrides() {
    Config config = ConfigFactory.empty();
    for (var entry : overrides.entrySet()) {
      config = with(config, "sorrel." + entry.getKey(), entry.getValue(), "the command line");
    }
    return config;
  }

  private Config fromProperties(Set<String> roots) {
    Config config = ConfigFactory.empty();
    for (String name : properties.stringPropertyNames()) {
      if (roots.contains(name.split("\\.", 2)[0])) {
        config = with(config, name, properties.getProperty(name), "the option -D" + name);
      }
    }
    return config;
  }

  private Config fromEnvironment(SettingsKeys keys) {
    Config config = ConfigFactory.empty();
    for (var entry : environment.entrySet()) {
      String variable = entry.getKey();
      if (variable.startsWith(SettingsKeys.PREFIX)
          && !SettingsKeys.OTHER_VARIABLES.contains(variable)) {
        String origin = "the environment variable " + variable;
        config = with(config, keys.ofVariable(variable), entry.getValue(), origin);
      }
    }
    return config;
  }

  private Config fromFile() {
    if (file.isEmpty()) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file.get()) || Files.isDirectory(file.get())) {
      throw new SettingsException("The settings file " + file.get() + " cannot be read.");
    }
    try {
      return ConfigFactory.parseFile(file.get().toFile());
    } catch (ConfigException malformed) {
      throw new SettingsException(
          "The settings file cannot be understood: " + malformed.getMessage());
    }
  }

  private static Config with(Config config, String key, String value, String origin) {
    try {
      return config.withValue(key, ConfigValueFactory.fromAnyRef(value, origin));
    } catch (ConfigException.BadPath malformed) {
      throw new SettingsException(key + " (in " + origin + ") is not the name of a setting.");
    }
  }
}
