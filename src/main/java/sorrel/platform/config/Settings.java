package sorrel.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that people can set, read and checked once at the start.
 *
 * <p>Sources, the first that has a key wins: the command line, Java system properties ({@code
 * -Dsorrel.http.port=9000}), environment variables ({@code SORREL_HTTP_PORT=9000}), the file, the
 * defaults.
 *
 * @param roles what this process does
 * @param akka the whole configuration behind the settings, from which {@link AkkaConfig} starts
 */
public record Settings(
    Set<Role> roles,
    ClusterSettings cluster,
    HttpSettings http,
    DataSettings data,
    BlobSettings blobs,
    DatabaseSettings database,
    PictureSettings picture,
    ImportSettings imports,
    DatasetSettings dataset,
    TrainingSettings training,
    ScalingSettings scaling,
    InferenceSettings inference,
    FeedbackSettings feedback,
    AccountSettings account,
    LogSettings log,
    Config akka) {
  public Settings {
    roles = Set.copyOf(roles);
  }

  /**
   * Reads this process's settings.
   *
   * @param file in HOCON, of which JSON is a part
   * @param overrides from the command line, by keys without the {@code sorrel.} in front, such as
   *     {@code http.port}
   * @throws SettingsException if a key is unknown or a value cannot be used
   */
  public static Settings load(Optional<Path> file, Map<String, String> overrides) {
    return new SettingsSources(file, overrides, System.getenv(), System.getProperties()).read();
  }

  /** The defaults with the given overrides, whatever the environment says; for tests. */
  public static Settings of(Map<String, String> overrides) {
    return new SettingsSources(Optional.empty(), overrides, Map.of(), new java.util.Properties())
        .read();
  }

  /** All of them, as a file that gives the same to another process. It may hold passwords. */
  public String written() {
    return akka.withoutPath("sorrel.serialization").root().render(ConfigRenderOptions.concise());
  }

  /** Without the configuration behind, which holds passwords. */
  @Override
  public String toString() {
    return "Settings[roles=" + roles + ", http=" + http + ", data=" + data + "]";
  }
}
