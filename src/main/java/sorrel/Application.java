package sorrel;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.platform.cluster.Membership;
import sorrel.platform.config.Role;
import sorrel.platform.config.Settings;
import sorrel.platform.http.HttpServer;
import sorrel.training.DatasetCache;
import sorrel.training.PictureDecoder;
import sorrel.training.engine.NativeLibrary;

/** One process of Sorrel with the roles that its settings give it. */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  private final ActorSystem<Void> system;
  private final Optional<HttpServer> http;

  private Application(ActorSystem<Void> system, Optional<HttpServer> http) {
    this.system = system;
    this.http = http;
  }

  /**
   * Starts what the roles ask for and returns once the node has joined its cluster and, with that
   * role, answers requests.
   *
   * @param exitJvm whether the process ends with the actor system; false in tests
   */
  public static Application start(Settings settings, boolean exitJvm) {
    // Two seconds of loading that nobody needs to wait for.
    Thread.ofPlatform().name("native-library").daemon().start(() -> load(settings));
    Foundation base = Foundation.open(settings, exitJvm);
    Contexts contexts = Contexts.of(base);
    DatasetCache datasetCache =
        new DatasetCache(
            base.data().resolve("cache/datasets"),
            contexts.images(),
            new PictureDecoder(base.pictures()),
            RunnerRole.threads(settings.training()).helpers());
    base.closeLast(contexts.tasks(), contexts.usage());
    NodeCaches caches =
        new NodeCaches(base.system(), contexts.networks(), datasetCache, base.blocking());
    caches.sweep(contexts.index()::living);
    ModelRole.begin(base, contexts, caches);
    if (settings.roles().contains(Role.RUNNER)) {
      RunnerRole.begin(base, contexts, datasetCache);
    }
    Membership.joined(base.system(), settings.cluster()).toCompletableFuture().join();
    Optional<HttpServer> http =
        settings.roles().contains(Role.HTTP)
            ? Optional.of(HttpRole.begin(base, contexts))
            : Optional.empty();
    Application application = new Application(base.system(), http);
    application.address().ifPresent(address -> LOG.info("Sorrel answers at {}", address));
    return application;
  }

  private static void load(Settings settings) {
    NativeLibrary.load();
    // Also where no model is yet: when another node dies, its models are waited for here.
    if (settings.roles().contains(Role.MODEL)) {
      OnnxRuntimeBackend.prepare();
    }
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}; empty without that role. */
  public Optional<URI> address() {
    return http.map(HttpServer::address).map(Application::uri);
  }

  private static URI uri(InetSocketAddress bound) {
    String host =
        bound.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress().getHostAddress()
            : bound.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
  }

  /** Ends when the process is told to stop. */
  public CompletionStage<Done> whenStopped() {
    return system.getWhenTerminated();
  }

  /** Stops taking requests, lets work finish or hands it back, and closes everything. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
  }
}
