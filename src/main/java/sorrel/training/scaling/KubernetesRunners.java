package sorrel.training.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import sorrel.platform.config.ScalingSettings;
import sorrel.training.actor.RunnerProvider;

/**
 * Runners that are the pods of a Deployment, whose number of replicas is changed.
 *
 * <p>Which pod goes is Kubernetes' choice. A runner that has nothing left to do is therefore marked
 * as the cheapest to delete before the number falls
 * (https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#pod-deletion-cost).
 *
 * <p>The service account needs {@code get} and {@code patch} of {@code deployments/scale}, and
 * {@code list} and {@code patch} of {@code pods}.
 */
public final class KubernetesRunners implements RunnerProvider {
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final String CHEAPEST = "-1000";

  private final KubernetesApi api;
  private final String pods;
  private final String scale;
  private final int port;

  /**
   * The runners of a Deployment in this pod's namespace.
   *
   * @param port at which runners speak to other nodes
   * @throws UncheckedIOException if this process is in no pod
   */
  public KubernetesRunners(ScalingSettings.Kubernetes settings, int port, ObjectMapper json) {
    try {
      api =
          new KubernetesApi(
              settings.api().orElseGet(KubernetesRunners::server), settings.account(), json);
      String namespace = api.namespace();
      pods = "/api/v1/namespaces/" + namespace + "/pods";
      scale =
          "/apis/apps/v1/namespaces/%s/deployments/%s/scale"
              .formatted(namespace, settings.deployment());
      this.port = port;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static URI server() {
    String host = System.getenv().getOrDefault("KUBERNETES_SERVICE_HOST", "kubernetes.default.svc");
    String port = System.getenv().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    return URI.create(
        "https://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port));
  }

  @Override
  public CompletionStage<Fleet> look() {
    return api.get(scale)
        .thenCompose(
            scaled ->
                runners(scaled)
                    .thenApply(
                        names -> new Fleet(scaled.at("/spec/replicas").asInt(), names.keySet())));
  }

  /** The pods' names by those of the runners in them. */
  private CompletionStage<Map<String, String>> runners(JsonNode scaled) {
    String selector = scaled.at("/status/selector").asText();
    return api.get(pods + "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8))
        .thenApply(this::runnersOf);
  }

  private Map<String, String> runnersOf(JsonNode list) {
    Map<String, String> runners = new HashMap<>();
    for (JsonNode pod : list.path("items")) {
      String address = pod.at("/status/podIP").asText();
      if (!address.isEmpty() && pod.at("/metadata/deletionTimestamp").isMissingNode()) {
        runners.put("sorrel@%s:%d".formatted(address, port), pod.at("/metadata/name").asText());
      }
    }
    return runners;
  }

  @Override
  public CompletionStage<Void> add(int count) {
    return change(count);
  }

  private CompletionStage<Void> change(int by) {
    return api.get(scale)
        .thenCompose(
            scaled ->
                api.merge(
                    scale,
                    Map.of(
                        "spec",
                        Map.of("replicas", Math.max(0, scaled.at("/spec/replicas").asInt() + by)))))
        .thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> remove(Set<String> names) {
    return api.get(scale)
        .thenCompose(this::runners)
        .thenCompose(
            runners -> {
              Set<String> going =
                  names.stream()
                      .filter(runners::containsKey)
                      .map(runners::get)
                      .collect(Collectors.toSet());
              return CompletableFuture.allOf(
                      going.stream().map(this::mark).toArray(CompletableFuture<?>[]::new))
                  .thenCompose(_ -> going.isEmpty() ? done() : change(-going.size()));
            });
  }

  private CompletableFuture<?> mark(String pod) {
    return api.merge(
            pods + "/" + pod, Map.of("metadata", Map.of("annotations", Map.of(COST, CHEAPEST))))
        .toCompletableFuture();
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  /** Pods stay: another node takes over from here. */
  @Override
  public void close() {
    api.close();
  }
}
