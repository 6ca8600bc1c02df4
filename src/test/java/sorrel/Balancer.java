package sorrel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Sends requests to nodes in turn, as a proxy in front of them would: only to those that say that
 * they are ready, over connections that it keeps, and none twice.
 */
final class Balancer implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<URI> nodes;
  private final Map<URI, HttpClient> clients = new HashMap<>();
  private final Map<URI, Boolean> ready = new ConcurrentHashMap<>();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What became of a request: {@code ok}, or what went wrong. */
  record Outcome(Duration took, String said) {
    boolean ok() {
      return said.equals("ok");
    }
  }

  Balancer(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
    for (URI node : nodes) {
      clients.put(
          node,
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(3))
              .build());
      ScheduledFuture<?> _ =
          clock.scheduleWithFixedDelay(
              () -> threads.execute(() -> ready.put(node, isReady(node))),
              0,
              LOOK_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady(URI node) {
    return send(node, HttpRequest.newBuilder(node.resolve("/health/ready"))).ok();
  }

  boolean ready(URI node) {
    return ready.getOrDefault(node, false);
  }

  /** Begins to send so many requests a second. */
  void send(int perSecond, Function<URI, HttpRequest.Builder> request) {
    ScheduledFuture<?> _ =
        clock.scheduleAtFixedRate(
            () -> threads.execute(() -> outcomes.add(sendNext(request))),
            0,
            1_000_000 / perSecond,
            TimeUnit.MICROSECONDS);
  }

  private Outcome sendNext(Function<URI, HttpRequest.Builder> request) {
    List<URI> able = nodes.stream().filter(this::ready).toList();
    if (able.isEmpty()) {
      return new Outcome(Duration.ZERO, "no node is ready");
    }
    URI node = able.get(Math.floorMod(turn.getAndIncrement(), able.size()));
    return send(node, request.apply(node));
  }

  private Outcome send(URI node, HttpRequest.Builder request) {
    long began = System.nanoTime();
    String said;
    try {
      HttpResponse<String> response =
          clients
              .get(node)
              .send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      said = response.statusCode() == 200 ? "ok" : node + ": " + response.body();
    } catch (IOException failure) {
      said = node + ": " + failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      said = node + ": interrupted";
    }
    return new Outcome(Duration.ofNanos(System.nanoTime() - began), said);
  }

  /** All requests that were answered, or given up, so far. */
  List<Outcome> outcomes() {
    return new ArrayList<>(outcomes);
  }

  /** Sends no more, and waits for what is under way. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.close();
    clients.values().forEach(HttpClient::close);
  }
}
