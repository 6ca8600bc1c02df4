package sorrel.platform.http;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A server that listens and answers from its table of endpoints. */
public final class HttpServer {
  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CUT_AFTER = Duration.ofMillis(500);

  private final Listeners listeners;
  private final OpenRequests open;
  private final Duration drain;
  private final Duration deadline;

  private HttpServer(Listeners listeners, OpenRequests open, ServerLimits limits) {
    this.listeners = listeners;
    this.open = open;
    this.drain = limits.drain();
    this.deadline = limits.shutdownDeadline();
  }

  /**
   * Listens; stops with the actor system's coordinated shutdown. It then goes on answering for the
   * time of its drain, in which {@link Health} says that the process is not ready; takes no new
   * connections; and lets requests finish.
   *
   * @param idempotency where answers to idempotency keys are kept; without it keys are ignored
   * @return fails with the reason if the address is taken
   */
  public static CompletionStage<HttpServer> start(
      ActorSystem<?> system,
      ServerLimits settings,
      ObjectMapper mapper,
      List<Endpoint> endpoints,
      Authenticator authenticator,
      Optional<IdempotencyStore> idempotency,
      Metrics metrics) {
    OpenRequests open = new OpenRequests();
    Renderer renderer = new Renderer(mapper, open);
    BlockingCalls blocking =
        new BlockingCalls(settings.blockingMax(), settings.blockingWaitingMax());
    metrics.registry().gauge("http.server.blocking.in.flight", blocking, BlockingCalls::inFlight);
    Call.Services services =
        new Call.Services(
            new JsonInput(mapper),
            new BodyReader(system, settings.bodyTimeout()),
            blocking,
            settings.trustForwarded());
    RequestHandler handler =
        new RequestHandler(
            endpoints,
            authenticator,
            services,
            idempotency.map(store -> new Idempotency(store, blocking, renderer)),
            renderer,
            metrics,
            settings.requestTimeout(),
            new TimeLimits(system));
    akka.japi.function.Function<HttpRequest, CompletionStage<HttpResponse>> answer =
        request -> open.count(() -> handler.handle(request));
    return Listeners.bind(
            settings,
            akkaSettings(system, settings),
            (port, each) ->
                Http.get(system).newServerAt(settings.host(), port).withSettings(each).bind(answer))
        .thenApply(listeners -> new HttpServer(listeners, open, settings))
        .thenApply(server -> server.stoppingWith(CoordinatedShutdown.get(system)));
  }

  /** Fails where nothing can listen at the address, as where another process does. */
  public static void check(ServerLimits limits) throws IOException {
    Listeners.check(limits);
  }

  private HttpServer stoppingWith(CoordinatedShutdown shutdown) {
    shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "http-drain", this::drain);
    shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "http-unbind", this::unbind);
    shutdown.addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "http-requests", this::finish);
    return this;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listeners.address();
  }

  /**
   * Answers for the time of its drain, takes no new connections, lets requests finish within the
   * deadline, then closes.
   */
  public CompletionStage<Void> stop() {
    return drain().thenCompose(_ -> unbind()).thenCompose(_ -> finish()).thenApply(_ -> null);
  }

  private CompletionStage<Done> drain() {
    open.sendAway();
    return drain.isZero()
        ? CompletableFuture.completedStage(Done.getInstance())
        : CompletableFuture.supplyAsync(
            Done::getInstance,
            CompletableFuture.delayedExecutor(drain.toMillis(), TimeUnit.MILLISECONDS));
  }

  private CompletionStage<Done> unbind() {
    open.stop();
    return listeners.unbind().thenApply(_ -> Done.getInstance());
  }

  /** What is left after the deadline is cut. */
  private CompletionStage<Done> finish() {
    return open.ended(deadline)
        .thenCompose(_ -> listeners.terminate(CUT_AFTER))
        .thenApply(_ -> Done.getInstance());
  }

  private static ServerSettings akkaSettings(ActorSystem<?> system, ServerLimits settings) {
    ServerSettings defaults = ServerSettings.create(Adapter.toClassic(system));
    return defaults
        .withBacklog(settings.backlog())
        .withMaxConnections(settings.connectionsMax())
        .withServerHeader(Optional.empty())
        .withRemoteAddressAttribute(true)
        .withTransparentHeadRequests(true)
        .withVerboseErrorMessages(false)
        .withParsingErrorHandler(EarlyRejection.class.getName())
        .withTimeouts(
            defaults
                .getTimeouts()
                .withIdleTimeout(scala(settings.idleTimeout()))
                .withBindTimeout(scala(BIND_TIMEOUT))
                // RequestHandler bounds the time itself: by endpoint, and answering a problem.
                .withRequestTimeout(scala.concurrent.duration.Duration.Inf()));
  }

  private static scala.concurrent.duration.FiniteDuration scala(Duration duration) {
    return scala.jdk.javaapi.DurationConverters.toScala(duration);
  }
}
