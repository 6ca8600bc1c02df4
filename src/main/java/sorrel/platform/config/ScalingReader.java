package sorrel.platform.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Turns the keys under {@code sorrel.scaling} into a record. */
final class ScalingReader {
  private static final int RUNNERS_MAX = 10_000;
  private static final String API = "sorrel.scaling.kubernetes.api";

  private ScalingReader() {}

  static ScalingSettings read(SettingsValues values) {
    int min = values.whole("sorrel.scaling.min", 0, RUNNERS_MAX);
    int max = values.whole("sorrel.scaling.max", 1, RUNNERS_MAX);
    if (min > max) {
      throw values.refused(
          "sorrel.scaling.min", "no more than sorrel.scaling.max, which is " + max);
    }
    ScalingSettings.Provider provider =
        values.oneOf("sorrel.scaling.provider", ScalingSettings.Provider.class);
    Path account = Path.of(values.text("sorrel.scaling.kubernetes.account"));
    if (provider == ScalingSettings.Provider.KUBERNETES
        && !Files.isReadable(account.resolve("token"))) {
      throw values.refused(
          "sorrel.scaling.provider",
          "a pod with a service account for kubernetes; there is no token in " + account);
    }
    return new ScalingSettings(
        provider,
        min,
        max,
        values.whole("sorrel.scaling.quality-of-service", 1, 1_000_000),
        values.duration("sorrel.scaling.calm"),
        new ScalingSettings.Kubernetes(
            values.text("sorrel.scaling.kubernetes.deployment"), api(values), account));
  }

  private static Optional<URI> api(SettingsValues values) {
    String text = values.text(API);
    if (!text.isEmpty() && !text.startsWith("https://")) {
      throw values.refused(API, "an address https://host:port, or nothing");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
  }
}
