package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What must not get lost from the manifests for Kubernetes and Compose. */
class DeploymentManifestsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String MAY_WATCH = "sorrel.example.org/may-watch";
  private static final Path DEPLOY = Path.of("deploy");

  /** How long calls still come in when a node was told to stop, and open ones may take. */
  private static final int SECONDS_TO_STOP = 8 + 12;

  @Test
  void all_of_them_can_be_read() throws IOException {
    try (Stream<Path> tree = Files.walk(DEPLOY)) {
      for (Path file : tree.filter(DeploymentManifestsTest::isYaml).toList()) {
        assertThat(documents(file)).as(file.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void a_pod_has_no_rights_that_it_does_not_need() throws IOException {
    JsonNode pod = node().at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0/securityContext");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void a_node_that_stops_has_time_for_the_requests_it_has() throws IOException {
    assertThat(node().at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
        .isGreaterThan(SECONDS_TO_STOP);
    String grace = compose().at("/x-node/stop_grace_period").asText();
    assertThat(Integer.parseInt(grace.replace("s", ""))).isGreaterThan(SECONDS_TO_STOP);
  }

  @Test
  void ports_between_nodes_are_open_to_nodes_alone() throws IOException {
    JsonNode policy = documents(DEPLOY.resolve("kubernetes/base/shared/network.yaml")).getFirst();
    for (JsonNode rule : policy.at("/spec/ingress")) {
      boolean nodes = rule.at("/from/0/podSelector/matchLabels/app").asText().equals("sorrel");
      List<Integer> ports =
          StreamSupport.stream(rule.get("ports").spliterator(), false)
              .map(port -> port.get("port").asInt())
              .toList();
      if (nodes) {
        assertThat(ports).containsExactly(8080, 25_520, 8558);
      } else {
        boolean watches = rule.at("/from/0/namespaceSelector/matchLabels").has(MAY_WATCH);
        // What is told there is read only: akka.management.http.route-providers-read-only.
        assertThat(ports).containsExactly(watches ? 8558 : 8080);
      }
    }
  }

  @Test
  void only_the_proxy_and_the_monitors_of_the_machine_itself_are_published() throws IOException {
    compose()
        .get("services")
        .properties()
        .forEach(
            service -> {
              for (JsonNode port : service.getValue().path("ports")) {
                assertThat(service.getKey().equals("proxy") || port.asText().startsWith("127."))
                    .as(service.getKey() + " publishes " + port)
                    .isTrue();
              }
            });
  }

  private static boolean isYaml(Path file) {
    return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
  }

  private static JsonNode node() throws IOException {
    return documents(DEPLOY.resolve("kubernetes/base/node/node.yaml")).getFirst();
  }

  private static JsonNode compose() throws IOException {
    return documents(DEPLOY.resolve("compose/compose.yaml")).getFirst();
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      values.forEachRemaining(documents::add);
    }
    return documents;
  }
}
