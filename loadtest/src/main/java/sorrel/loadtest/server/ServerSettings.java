package sorrel.loadtest.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a server under load differs from one that a person starts.
 *
 * @param settings of Sorrel, by their environment variables
 * @param recording where the JDK's flight recorder writes what the server did; nowhere if empty
 */
public record ServerSettings(Map<String, String> settings, Optional<Path> recording) {
  private static final String OPTIONS = "SORREL_OPTS";

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(settings);
    recording.ifPresent(
        file ->
            environment.merge(
                OPTIONS,
                "-XX:StartFlightRecording=settings=profile,filename=" + file.toAbsolutePath(),
                (given, own) -> given + " " + own));
    String given = System.getenv(OPTIONS);
    if (given != null) {
      environment.merge(OPTIONS, given, (own, others) -> others + " " + own);
    }
    return environment;
  }
}
