package sorrel.platform.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A server that listens and answers from its table of endpoints. */
public final class HttpServer {
  private static final Duration BIND_TIMEOUT = Duration.ofSeconds(5);

  private final ServerBinding binding;
  private final SharedKillSwitch stopping;
  private final Duration deadline;

  private HttpServer(ServerBinding binding, SharedKillSwitch stopping, Duration deadline) {
    this.binding = binding;
    this.stopping = stopping;
    this.deadline = deadline;
  }

  /**
   * Listens; stops with the actor system's coordinated shutdown, which first takes no new
   * connections and then lets requests finish.
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
    SharedKillSwitch stopping = KillSwitches.shared("http-stopping");
    Renderer renderer = new Renderer(mapper, stopping);
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
            settings.requestTimeout());
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(akkaSettings(system, settings))
        .bind(handler::handle)
        .thenApply(
            binding -> {
              ServerBinding stopped =
                  binding.addToCoordinatedShutdown(settings.shutdownDeadline(), system);
              CompletionStage<?> _ =
                  stopped.whenTerminationSignalIssued().thenRun(stopping::shutdown);
              return new HttpServer(stopped, stopping, settings.shutdownDeadline());
            });
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /** Takes no new connections, lets requests finish within the deadline, then closes. */
  public CompletionStage<Void> stop() {
    stopping.shutdown();
    return binding.terminate(deadline).thenApply(_ -> null);
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
