package sorrel.training.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.platform.config.ScalingSettings;
import sorrel.training.actor.RunnerProvider.Fleet;

/**
 * Against a server that answers as Kubernetes' documentation says, with TLS by a certificate of its
 * own; never against a real cluster.
 */
final class KubernetesRunnersTest {
  private static final String SCALE = "/apis/apps/v1/namespaces/sorrel/deployments/trainers/scale";
  private static final String PODS = "/api/v1/namespaces/sorrel/pods";
  private static final String PASSWORD = "changeit";

  @TempDir static Path account;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private HttpsServer server;
  private KubernetesRunners runners;

  @BeforeAll
  static void accountOfAPod() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", account.resolve("ca.crt").toString());
    Files.writeString(account.resolve("namespace"), "sorrel\n");
    Files.writeString(account.resolve("token"), "secret\n");
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "api",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            account.resolve("api.p12").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    server.createContext("/", this::answer);
    server.start();
    URI api = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    runners =
        new KubernetesRunners(
            new ScalingSettings.Kubernetes("trainers", Optional.of(api), account), 25_520, json);
  }

  @AfterEach
  void stop() {
    runners.close();
    server.stop(0);
  }

  @Test
  void the_fleet_is_the_deployments_replicas_and_the_pods_that_stay() {
    assertThat(get(runners.look())).isEqualTo(new Fleet(3, Set.of("sorrel@10.0.0.5:25520")));
    assertThat(tokens).containsExactly("Bearer secret");
  }

  @Test
  void more_runners_are_more_replicas() {
    get(runners.add(2));
    assertThat(changes)
        .containsExactly("application/merge-patch+json " + SCALE + " {\"spec\":{\"replicas\":5}}");
  }

  @Test
  void a_runner_that_goes_is_marked_before_the_replicas_are_fewer() {
    get(runners.remove(Set.of("sorrel@10.0.0.5:25520", "sorrel@10.0.0.99:25520")));
    assertThat(changes)
        .containsExactly(
            "application/merge-patch+json "
                + PODS
                + "/trainers-a {\"metadata\":{\"annotations\":"
                + "{\"controller.kubernetes.io/pod-deletion-cost\":\"-1000\"}}}",
            "application/merge-patch+json " + SCALE + " {\"spec\":{\"replicas\":2}}");
  }

  @Test
  void a_runner_that_is_in_no_pod_changes_nothing() {
    get(runners.remove(Set.of("sorrel@10.0.0.99:25520")));
    assertThat(changes).isEmpty();
  }

  @Test
  void a_refusal_is_a_failure_that_says_what_was_refused() {
    server.removeContext("/");
    server.createContext("/", exchange -> send(exchange, 403, "{\"message\":\"no right\"}"));
    assertThatThrownBy(() -> get(runners.look()))
        .hasMessageContaining("403")
        .hasMessageContaining(SCALE)
        .hasMessageContaining("no right");
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokens.addAll(exchange.getRequestHeaders().get("Authorization"));
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("PATCH")) {
      try (InputStream body = exchange.getRequestBody()) {
        changes.add(
            "%s %s %s"
                .formatted(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    path,
                    new String(body.readAllBytes(), StandardCharsets.UTF_8)));
      }
      send(exchange, 200, "{}");
    } else if (path.equals(SCALE)) {
      send(
          exchange,
          200,
          json.writeValueAsString(
              Map.of(
                  "spec",
                  Map.of("replicas", 3),
                  "status",
                  Map.of("replicas", 2, "selector", "app=trainers,part=sorrel"))));
    } else if (path.equals(PODS)
        && exchange.getRequestURI().getQuery().equals("labelSelector=app=trainers,part=sorrel")) {
      send(
          exchange,
          200,
          """
          {"items": [
            {"metadata": {"name": "trainers-a"}, "status": {"podIP": "10.0.0.5"}},
            {"metadata": {"name": "trainers-b"}, "status": {}},
            {"metadata": {"name": "trainers-c", "deletionTimestamp": "2026-11-21T12:00:00Z"},
             "status": {"podIP": "10.0.0.7"}}]}
          """);
    } else {
      send(exchange, 404, "{}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static SSLContext tls() throws Exception {
    KeyStore keys =
        KeyStore.getInstance(account.resolve("api.p12").toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
