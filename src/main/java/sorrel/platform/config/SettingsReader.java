package sorrel.platform.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Turns the keys under {@code sorrel} into records, with the range of each. */
final class SettingsReader {
  private static final long KIB = 1024;
  private static final long TIB = 1L << 40;

  /** Supervisors kill a process that takes much longer to stop. */
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);

  private static final Duration BIN_KEEP_MAX = Duration.ofDays(3650);

  private SettingsReader() {}

  /**
   * Reads all settings.
   *
   * @param home what {@code ~} stands for
   */
  static Settings read(Config whole, String home) {
    SettingsValues values = new SettingsValues(whole);
    Path data = folder(values.text("sorrel.data.folder"), home);
    return new Settings(
        Set.copyOf(values.severalOf("sorrel.roles", Role.class)),
        ClusterReader.read(values, home),
        http(values),
        new DataSettings(data),
        new BlobSettingsReader(values).read(data, home),
        database(values),
        new PictureSettings(
            values.bytes("sorrel.picture.bytes-max", 1, TIB),
            values.whole("sorrel.picture.pixels-max", 1, Integer.MAX_VALUE)),
        new ImportSettings(
            values.whole("sorrel.import.entries-max", 1, Integer.MAX_VALUE),
            values.bytes("sorrel.import.expanded-max", 1, 1024 * TIB),
            values.whole("sorrel.import.batch-pictures", 1, 100_000),
            values.bytes("sorrel.import.pack-size", KIB, 1L << 30)),
        new DatasetSettings(
            values.duration("sorrel.dataset.bin-keep", Duration.ZERO, BIN_KEEP_MAX)),
        new TrainingSettings(
            threads(values.whole("sorrel.training.threads", 0, 1024), cores()),
            values.whole("sorrel.training.niceness", 0, 19),
            values.whole("sorrel.training.slots", 1, 1024),
            values.fraction("sorrel.training.target-accuracy"),
            values.duration("sorrel.training.budget"),
            values.bytes("sorrel.training.memory", KIB, 1024 * TIB),
            values.oneOf("sorrel.training.kind", TrainingSettings.Kind.class),
            values.oneOf("sorrel.training.isolation", TrainingSettings.Isolation.class),
            values.bytes("sorrel.training.child-heap", 64L << 20, TIB)),
        ScalingReader.read(values),
        new InferenceSettings(
            values.whole("sorrel.inference.batch-max", 1, 65_536),
            values.whole("sorrel.inference.queue-max", 1, 10_000_000),
            threads(values.whole("sorrel.inference.threads", 0, 1024), cores()),
            values.bytes("sorrel.inference.cache", KIB, 1024 * TIB)),
        new FeedbackSettings(
            values.duration("sorrel.feedback.pictures-kept-for"),
            values.bytes("sorrel.feedback.pictures-max", KIB, 1024 * TIB)),
        new AccountSettings(
            values.duration("sorrel.account.session-lifetime"),
            values.oneOf("sorrel.account.registration", AccountSettings.Registration.class),
            values.duration("sorrel.account.invitation-lifetime"),
            values.whole("sorrel.account.log-in-attempts-max", 1, 1_000_000),
            values.duration("sorrel.account.log-in-window"),
            values.whole("sorrel.account.models-max", 0, Integer.MAX_VALUE),
            values.bytes("sorrel.account.pictures-max", 0, 1024 * TIB)),
        new LogSettings(
            values.oneOf("sorrel.log.format", LogSettings.Format.class),
            values.oneOf("sorrel.log.level", LogSettings.Level.class)),
        whole);
  }

  private static HttpSettings http(SettingsValues values) {
    return new HttpSettings(
        values.text("sorrel.http.host"),
        values.whole("sorrel.http.port", 0, 65_535),
        values.duration("sorrel.http.request-timeout"),
        values.duration("sorrel.http.idle-timeout"),
        values.duration("sorrel.http.drain", Duration.ZERO, DRAIN_MAX),
        values.whole("sorrel.http.max-connections", 1, 1_000_000),
        values.whole("sorrel.http.backlog", 1, 65_535),
        values.bytes("sorrel.http.body-max", KIB, 1L << 30),
        values.bytes("sorrel.http.import-body-max", KIB, TIB),
        values.yes("sorrel.http.behind-proxy"));
  }

  private static DatabaseSettings database(SettingsValues values) {
    String url = values.text("sorrel.database.url");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      throw values.refused("sorrel.database.url", "an address jdbc:postgresql://host:port/name");
    }
    DatabaseAddress address =
        new DatabaseAddress(
            url, values.text("sorrel.database.user"), values.text("sorrel.database.password"));
    return new DatabaseSettings(
        url.isEmpty() ? Optional.empty() : Optional.of(address),
        values.whole("sorrel.database.connections", 1, 1000));
  }

  /** A folder as people write it, absolute. */
  static Path folder(String text, String home) {
    boolean athome = text.equals("~") || text.startsWith("~/");
    return Path.of(athome ? home + text.substring(1) : text).toAbsolutePath().normalize();
  }

  private static int threads(int asked, int otherwise) {
    return asked > 0 ? asked : Math.max(1, otherwise);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
