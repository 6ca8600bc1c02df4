package sorrel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The figures that the alerts and the board in {@code deploy/monitoring} speak of. */
final class MonitoredFigures {
  private static final Path MONITORING = Path.of("deploy/monitoring");
  private static final Pattern STRINGS_AND_GROUPS =
      Pattern.compile("\"[^\"]*\"|\\b(?:by|without) \\([^)]*\\)");
  private static final Pattern LABELS_AND_RANGES = Pattern.compile("\\{[^}]*}|\\[[^]]*]");

  /** Names with an underscore that no parenthesis follows: functions have one. */
  private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+\\b(?! *\\()");

  private MonitoredFigures() {}

  /** Their names in Prometheus. */
  static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    collect(
        new ObjectMapper(new YAMLFactory()).readTree(MONITORING.resolve("alerts.yml").toFile()),
        names);
    collect(new ObjectMapper().readTree(MONITORING.resolve("grafana/sorrel.json").toFile()), names);
    return names;
  }

  private static void collect(JsonNode tree, Set<String> names) {
    for (String expression : tree.findValuesAsText("expr")) {
      String bare =
          LABELS_AND_RANGES
              .matcher(STRINGS_AND_GROUPS.matcher(expression).replaceAll(""))
              .replaceAll("");
      NAME.matcher(bare).results().forEach(name -> names.add(name.group()));
    }
  }
}
