package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  @TempDir Path folder;

  @Test
  void defaults_are_what_the_documents_promise() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.roles()).isEqualTo(EnumSet.allOf(Role.class));
    assertThat(settings.http())
        .isEqualTo(
            new HttpSettings(
                "127.0.0.1",
                8080,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ZERO,
                16_384,
                16384,
                32L << 20,
                10L << 30,
                false));
    assertThat(settings.database()).isEqualTo(new DatabaseSettings(Optional.empty(), 10));
    assertThat(settings.picture()).isEqualTo(new PictureSettings(25_000_000, 50_000_000));
    assertThat(settings.imports())
        .isEqualTo(new ImportSettings(2_000_000, 40L << 30, 10_000, 64L << 20));
    assertThat(settings.training().slots()).isEqualTo(1);
    assertThat(settings.training().targetAccuracy()).isEqualTo(0.95);
    assertThat(settings.training().budget()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.training().threads()).isPositive();
    assertThat(settings.training().niceness()).isEqualTo(5);
    assertThat(settings.training().kind()).isEqualTo(TrainingSettings.Kind.AUTO);
    assertThat(settings.training().isolation()).isEqualTo(TrainingSettings.Isolation.NONE);
    assertThat(settings.training().childHeap()).isEqualTo(1L << 30);
    assertThat(settings.scaling())
        .isEqualTo(
            new ScalingSettings(
                ScalingSettings.Provider.NONE,
                0,
                4,
                2,
                Duration.ofSeconds(30),
                new ScalingSettings.Kubernetes(
                    "sorrel-runner",
                    Optional.empty(),
                    Path.of("/var/run/secrets/kubernetes.io/serviceaccount"))));
    assertThat(settings.inference().batchMax()).isEqualTo(128);
    assertThat(settings.inference().queueMax()).isEqualTo(20_000);
    assertThat(settings.inference().cacheBytes()).isEqualTo(1L << 30);
    assertThat(settings.dataset()).isEqualTo(new DatasetSettings(Duration.ofDays(30)));
    assertThat(settings.feedback()).isEqualTo(new FeedbackSettings(Duration.ofDays(30), 1L << 30));
    assertThat(settings.account())
        .isEqualTo(
            new AccountSettings(
                Duration.ofDays(30),
                AccountSettings.Registration.OPEN,
                Duration.ofDays(7),
                10,
                Duration.ofMinutes(15),
                1_000,
                1_000_000_000_000L));
    assertThat(settings.log())
        .isEqualTo(new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.INFO));
  }

  @Test
  void the_data_folder_is_in_the_home_folder() {
    assertThat(sources("", Map.of(), Map.of("HOME", "/home/ada")).read().data().folder())
        .isEqualTo(Path.of("/home/ada/.sorrel"));
  }

  @Test
  void what_is_written_down_gives_another_process_the_same_settings() {
    Settings settings =
        sources(
                "sorrel { http.port = 1, roles = [http, model] }, akka.loglevel = DEBUG",
                Map.of("training.slots", "3"),
                Map.of())
            .read();
    Settings copy = sources(settings.written(), Map.of("roles", "runner"), Map.of()).read();

    assertThat(copy.roles()).containsExactly(Role.RUNNER);
    assertThat(copy.http()).isEqualTo(settings.http());
    assertThat(copy.training()).isEqualTo(settings.training());
    assertThat(copy.cluster()).isEqualTo(settings.cluster());
    assertThat(copy.akka().getString("akka.loglevel")).isEqualTo("DEBUG");
  }

  @Test
  void the_command_line_wins_over_options_over_the_environment_over_the_file() {
    String file = "sorrel { http.port = 1, http.backlog = 1, training.slots = 1, roles = [http] }";
    Properties options = new Properties();
    options.setProperty("sorrel.http.port", "3");
    options.setProperty("sorrel.http.backlog", "3");
    Map<String, String> environment =
        Map.of(
            "SORREL_HTTP_PORT", "2",
            "SORREL_HTTP_BACKLOG", "2",
            "SORREL_TRAINING_SLOTS", "2",
            "SORREL_TOKEN", "not a setting");

    Settings settings =
        new SettingsSources(
                Optional.of(written(file)), Map.of("http.port", "4"), environment, options)
            .read();

    assertThat(settings.http().port()).isEqualTo(4);
    assertThat(settings.http().backlog()).isEqualTo(3);
    assertThat(settings.training().slots()).isEqualTo(2);
    assertThat(settings.roles()).containsExactly(Role.HTTP);
  }

  @Test
  void a_list_is_written_with_commas_in_the_environment() {
    assertThat(sources("", Map.of(), Map.of("SORREL_ROLES", "http, runner")).read().roles())
        .containsExactlyInAnyOrder(Role.HTTP, Role.RUNNER);
  }

  @Test
  void akka_can_be_set_in_the_same_file() {
    Settings settings = sources("akka.loglevel = DEBUG", Map.of(), Map.of()).read();

    assertThat(settings.akka().getString("akka.loglevel")).isEqualTo("DEBUG");
  }

  @Test
  void an_unknown_key_in_a_file_names_its_line_and_the_nearest_key() {
    String file = "sorrel {\n  http {\n    prot = 9000\n  }\n}\n";

    assertThatThrownBy(() -> sources(file, Map.of(), Map.of()).read())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "sorrel.http.prot (in %s, line 3) is not a setting. Did you mean sorrel.http.port?"
                .formatted(folder.resolve("sorrel.conf")));
  }

  @Test
  void every_unknown_key_has_a_line() {
    assertThatThrownBy(() -> sources("sorrel { a = 1, b = 2 }", Map.of(), Map.of()).read())
        .extracting(failure -> failure.getMessage().lines().count())
        .isEqualTo(2L);
  }

  @Test
  void a_key_outside_of_any_group_is_refused() {
    assertThatThrownBy(() -> sources("http.port = 9000", Map.of(), Map.of()).read())
        .hasMessageContaining("http (in ")
        .hasMessageContaining("is not a setting");
  }

  @Test
  void a_value_where_a_group_belongs_is_refused() {
    assertThatThrownBy(() -> sources("sorrel.http = 9000", Map.of(), Map.of()).read())
        .hasMessageContaining("sorrel.http (in ")
        .hasMessageContaining("is not a setting");
  }

  @Test
  void a_group_where_a_value_belongs_is_refused() {
    assertThatThrownBy(() -> sources("sorrel.http.port.number = 1", Map.of(), Map.of()).read())
        .hasMessageContaining("sorrel.http.port.number (in ")
        .hasMessageContaining("Did you mean sorrel.http.port?");
  }

  @Test
  void an_unknown_key_on_the_command_line_is_refused() {
    assertThatThrownBy(() -> Settings.of(Map.of("http.prot", "1")))
        .hasMessage(
            "sorrel.http.prot (in the command line) is not a setting."
                + " Did you mean sorrel.http.port?");
  }

  @Test
  void an_unknown_variable_is_refused() {
    assertThatThrownBy(() -> sources("", Map.of(), Map.of("SORREL_HTTP_PROT", "1")).read())
        .hasMessage(
            "The environment variable SORREL_HTTP_PROT is not a setting."
                + " Did you mean SORREL_HTTP_PORT?");
  }

  @Test
  void values_that_cannot_be_used_say_what_can() {
    refused("http.port", "eighty", "It needs a whole number from 0 to 65535.");
    refused("http.port", "65536", "It needs a whole number from 0 to 65535.");
    refused("http.port", "80.5", "It needs a whole number from 0 to 65535.");
    refused("http.request-timeout", "20", "It needs a length of time with its unit");
    refused("http.request-timeout", "-1s", "It needs a length of time with its unit");
    refused("http.body-max", "much", "It needs a size from 1024 to");
    refused("training.target-accuracy", "95", "It needs a fraction from 0 to 1");
    refused("account.registration", "perhaps", "It needs one of open, closed.");
    refused("scaling.min", "5", "It needs no more than sorrel.scaling.max, which is 4");
    refused("scaling.kubernetes.api", "10.0.0.1", "It needs an address https://host:port");
    refused("scaling.provider", "kubernetes", "It needs a pod with a service account");
    refused("training.kind", "tpu", "It needs one of auto, cpu, gpu.");
    refused("roles", "http,cook", "It needs one of http, model, runner.");
    refused("database.url", "localhost:5432", "It needs an address jdbc:postgresql://");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Settings.load(Optional.of(folder.resolve("none.conf")), Map.of()))
        .hasMessage("The settings file " + folder.resolve("none.conf") + " cannot be read.");
  }

  @Test
  void a_file_that_is_malformed_names_the_line() {
    assertThatThrownBy(() -> sources("sorrel {\n  http [\n", Map.of(), Map.of()).read())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("sorrel.conf: 2");
  }

  @Test
  void a_password_is_never_shown() {
    Map<String, String> secret =
        Map.of("database.url", "jdbc:postgresql://db/s", "database.password", "hush");

    assertThat(Settings.of(secret).toString() + Settings.of(secret).database())
        .doesNotContain("hush");
  }

  @Test
  void no_two_keys_share_a_variable() {
    SettingsKeys keys = SettingsKeys.ofDefaults();

    assertThat(keys.all().stream().map(SettingsKeys::variable)).doesNotHaveDuplicates();
  }

  private static void refused(String key, String value, String needed) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "sorrel." + key + " (in the command line) is \"" + value + "\". " + needed);
  }

  private SettingsSources sources(
      String file, Map<String, String> overrides, Map<String, String> environment) {
    return new SettingsSources(
        Optional.of(written(file)), overrides, environment, new Properties());
  }

  private Path written(String text) {
    try {
      return Files.writeString(folder.resolve("sorrel.conf"), text);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
