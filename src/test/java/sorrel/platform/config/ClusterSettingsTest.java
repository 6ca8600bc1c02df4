package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sorrel.platform.config.ClusterSettings.Address;
import sorrel.platform.config.ClusterSettings.Discovery;

final class ClusterSettingsTest {
  private static final String BOOTSTRAP =
      "akka.management.cluster.bootstrap.contact-point-discovery.";

  @Test
  void with_the_embedded_database_a_process_is_alone() {
    ClusterSettings settings = Settings.of(Map.of()).cluster();

    assertThat(settings.discovery()).isEqualTo(Discovery.ALONE);
    assertThat(settings.port()).isZero();
    assertThat(settings.bindHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void with_a_database_of_ones_own_nodes_find_each_other_by_it() {
    ClusterSettings settings = of(Map.of());

    assertThat(settings.discovery()).isEqualTo(Discovery.DATABASE);
    assertThat(settings.port()).isEqualTo(25_520);
    assertThat(settings.managementPort()).isEqualTo(8558);
  }

  @Test
  void a_list_of_nodes_is_joined() {
    ClusterSettings settings = of(Map.of("cluster.join", "10.0.0.5:8558, ten.example.org:9000"));

    assertThat(settings.discovery()).isEqualTo(Discovery.JOIN);
    assertThat(settings.join())
        .containsExactly(new Address("10.0.0.5", 8558), new Address("ten.example.org", 9000));
  }

  @Test
  void akka_is_told_who_the_node_is_and_how_it_finds_others() {
    Settings settings =
        settings(
            Map.of(
                "cluster.join", "10.0.0.5:8558",
                "cluster.host", "10.0.0.6",
                "cluster.bind-host", "0.0.0.0",
                "cluster.nodes-at-least", "2"));
    Config akka = AkkaConfig.of(settings, settings.database().address().orElseThrow(), false);

    assertThat(akka.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.6");
    assertThat(akka.getString("akka.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
    assertThat(akka.getString("akka.management.http.bind-hostname")).isEqualTo("0.0.0.0");
    assertThat(akka.getString(BOOTSTRAP + "discovery-method")).isEqualTo("config");
    assertThat(akka.getInt(BOOTSTRAP + "required-contact-point-nr")).isEqualTo(2);
    assertThat(akka.getConfigList("akka.discovery.config.services.sorrel.endpoints"))
        .extracting(node -> node.getString("host") + ":" + node.getInt("port"))
        .containsExactly("10.0.0.5:8558");
  }

  @Test
  void a_build_may_have_a_version_of_its_own() {
    Settings settings = settings(Map.of("cluster.version", "1.4.0-20261121"));
    Config akka = AkkaConfig.of(settings, settings.database().address().orElseThrow(), false);

    assertThat(akka.getString("akka.cluster.app-version")).isEqualTo("1.4.0-20261121");
    assertThatThrownBy(() -> of(Map.of("cluster.version", "the newest")))
        .hasMessageContaining("a version, such as 1.4.0");
  }

  @Test
  void a_node_that_another_one_started_looks_for_nobody_and_takes_any_port() {
    ClusterSettings settings =
        of(Map.of("cluster.discovery", "parent", "cluster.parent", "10.0.0.5:25520"));

    assertThat(settings.parent()).contains(new Address("10.0.0.5", 25_520));
    assertThat(settings.looks()).isFalse();
    assertThat(settings.alone()).isFalse();
    assertThat(settings.port()).isZero();
    assertThatThrownBy(() -> of(Map.of("cluster.discovery", "parent")))
        .hasMessageContaining("the HOST:PORT of the node that started this one");
  }

  @Test
  void each_way_of_finding_others_has_its_method() {
    Map<String, String> methods =
        Map.of("database", "sorrel-database", "dns", "akka-dns", "kubernetes", "kubernetes-api");
    methods.forEach(
        (word, method) -> {
          Settings settings = settings(Map.of("cluster.discovery", word));
          Config akka = AkkaConfig.of(settings, settings.database().address().orElseThrow(), false);
          assertThat(akka.getString(BOOTSTRAP + "discovery-method")).isEqualTo(method);
          assertThat(akka.hasPath("akka.discovery." + method + ".class")).isTrue();
        });
  }

  @Test
  void what_cannot_be_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> Settings.of(Map.of("cluster.join", "10.0.0.5:8558")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SORREL_DATABASE_URL");
    assertThatThrownBy(() -> of(Map.of("cluster.join", "10.0.0.5")))
        .hasMessageContaining("HOST:MANAGEMENT-PORT");
    assertThatThrownBy(() -> of(Map.of("cluster.discovery", "join")))
        .hasMessageContaining("at least one node");
    assertThatThrownBy(() -> of(Map.of("cluster.discovery", "gossip")))
        .hasMessageContaining(
            "It needs one of auto, alone, database, join, dns, kubernetes, parent.");
  }

  private static ClusterSettings of(Map<String, String> more) {
    return settings(more).cluster();
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("database.url", "jdbc:postgresql://db.example.org:5432/sorrel");
    return Settings.of(all);
  }
}
