package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the files in {@code deploy/} against the settings and the launcher that they speak of. */
class DeploymentSettingsTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final Pattern VARIABLE = Pattern.compile("\\bSORREL_[A-Z][A-Z0-9_]*[A-Z0-9]");

  @Test
  void every_variable_in_them_is_a_setting() throws IOException {
    Set<String> known =
        SettingsKeys.ofDefaults().all().stream()
            .map(SettingsKeys::variable)
            .collect(Collectors.toSet());
    known.addAll(SettingsKeys.OTHER_VARIABLES);
    Map<String, Set<String>> unknown = new TreeMap<>();
    for (Path file : files()) {
      Set<String> wrong =
          VARIABLE
              .matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .filter(name -> !known.contains(name))
              .collect(Collectors.toCollection(TreeSet::new));
      if (!wrong.isEmpty()) {
        unknown.put(file.toString(), wrong);
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void settings_of_the_production_overlay_are_accepted() throws IOException {
    Map<String, String> environment =
        Files.readAllLines(DEPLOY.resolve("kubernetes/overlays/production/settings.env")).stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    environment.put("SORREL_BLOBS_SECRET_KEY", "a key");
    Settings settings =
        new SettingsSources(
                java.util.Optional.empty(), Map.of(), environment, new java.util.Properties())
            .read();
    assertThat(settings.cluster().alone()).isFalse();
    assertThat(settings.http().behindProxy()).isTrue();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(DEPLOY)) {
      List<Path> files =
          tree.filter(Files::isRegularFile)
              // What an administrator made beside them is not ours to judge.
              .filter(file -> !file.toString().contains("/secrets/") && !file.endsWith(".env"))
              .toList();
      assertThat(files).hasSizeGreaterThan(20);
      return files;
    }
  }
}
