package sorrel.platform.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.Uri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What happens to a request, in this order: find the endpoint, keep other sites out, authenticate,
 * authorise, check query parameters, read the body, look the idempotency key up, run the handler,
 * render, count.
 */
final class RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger("sorrel.http.access");

  private final Router<Row> router = new Router<>();
  private final Metrics.HttpTimer unknown;
  private final Authenticator authenticator;
  private final Call.Services services;
  private final Optional<Idempotency> idempotency;
  private final Renderer renderer;
  private final Duration timeout;
  private final TimeLimits limits;

  private record Row(Endpoint endpoint, Metrics.HttpTimer timer) {}

  /** What is known of one request before its endpoint runs. */
  private record Request(HttpRequest http, String id, Map<String, String> path) {}

  RequestHandler(
      List<Endpoint> endpoints,
      Authenticator authenticator,
      Call.Services services,
      Optional<Idempotency> idempotency,
      Renderer renderer,
      Metrics metrics,
      Duration timeout,
      TimeLimits limits) {
    this.authenticator = authenticator;
    this.services = services;
    this.idempotency = idempotency;
    this.renderer = renderer;
    this.timeout = timeout;
    this.limits = limits;
    this.unknown = metrics.http("other", "unknown");
    for (Endpoint endpoint : endpoints) {
      String template = endpoint.path().text();
      Metrics.HttpTimer timer = metrics.http(endpoint.method().name(), template);
      router.add(endpoint.method(), endpoint.path(), new Row(endpoint, timer));
    }
  }

  /** The answer; the stage never fails. */
  CompletionStage<HttpResponse> handle(HttpRequest http) {
    long started = System.nanoTime();
    String id = RequestIds.of(http);
    return switch (router.find(http.method().name(), segments(http))) {
      case Router.Found.Target<Row>(Row row, Map<String, String> path) ->
          answer(row, new Request(http, id, path), started);
      case Router.Found.OtherMethods<Row>(var methods) -> {
        services.bodies().discard(http.entity());
        String allow = allow(methods);
        Reply reply =
            http.method().name().equals("OPTIONS")
                ? Reply.empty()
                : Reply.problem(
                    HttpProblems.METHOD_NOT_ALLOWED.because("This address takes " + allow + "."));
        yield finished(http, id, reply.with("Allow", allow), unknown, started);
      }
      case Router.Found.Nothing<Row> _ -> {
        services.bodies().discard(http.entity());
        Problem problem = HttpProblems.NOT_FOUND.because("The server has no such address.");
        yield finished(http, id, Reply.problem(problem), unknown, started);
      }
    };
  }

  private CompletionStage<HttpResponse> answer(Row row, Request request, long started) {
    CompletionStage<Reply> reply;
    try (MDC.MDCCloseable _ = RequestIds.inLogs(request.id())) {
      reply = admit(row.endpoint(), request);
    } catch (RuntimeException refused) {
      reply = CompletableFuture.failedStage(refused);
    }
    String name = row.endpoint().name();
    return reply.handle(
        (done, failure) -> {
          if (failure != null) {
            services.bodies().discard(request.http().entity());
          }
          Reply answer =
              failure == null ? done : Reply.problem(Faults.problem(failure, name, request.id()));
          return rendered(request.http(), request.id(), answer, row.timer(), started, name);
        });
  }

  private CompletionStage<Reply> admit(Endpoint endpoint, Request request) {
    if (!SameOrigin.holds(request.http())) {
      throw HttpProblems.CROSS_ORIGIN
          .because(
              "Requests that change something must come from this server's own pages, or carry"
                  + " a token in the Authorization header.")
          .asException();
    }
    if (endpoint.access() == Access.EVERYONE) {
      return receive(endpoint, request, Optional.empty());
    }
    return authenticator
        .authenticate(request.http())
        .thenCompose(
            caller -> {
              authorise(endpoint, caller);
              return receive(endpoint, request, caller);
            });
  }

  private static void authorise(Endpoint endpoint, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      throw HttpProblems.UNAUTHENTICATED
          .because("Send \"Authorization: Bearer <token>\" with a token that is valid, or sign in.")
          .asException();
    }
    if (endpoint.access() == Access.ADMINISTRATOR && !caller.get().administrator()) {
      throw HttpProblems.FORBIDDEN
          .because("Only an administrator of this server may do that.")
          .asException();
    }
  }

  private CompletionStage<Reply> receive(
      Endpoint endpoint, Request request, Optional<Caller> caller) {
    Query query = query(endpoint, request.http());
    return services
        .bodies()
        .read(request.http().entity(), endpoint.body())
        .thenCompose(
            body -> {
              Call call =
                  new Call(
                      request.http(), request.id(), request.path(), query, caller, body, services);
              return bounded(endpoint, work(endpoint, call));
            });
  }

  private CompletionStage<Reply> work(Endpoint endpoint, Call call) {
    Optional<String> key =
        endpoint.idempotent() ? call.header(Idempotency.HEADER) : Optional.empty();
    return key.isPresent() && idempotency.isPresent()
        ? idempotency.get().once(key.get(), call, each -> run(endpoint, each))
        : run(endpoint, call);
  }

  private CompletionStage<Reply> run(Endpoint endpoint, Call call) {
    return switch (endpoint.work()) {
      case Endpoint.Work.Async(Handler handler) -> {
        try (MDC.MDCCloseable _ = RequestIds.inLogs(call.requestId())) {
          yield handler.handle(call);
        }
      }
      case Endpoint.Work.Blocking(BlockingHandler handler) ->
          services.blocking().run(() -> handler.handle(call));
    };
  }

  /** The reply in time or a failure; the work itself goes on. */
  private CompletionStage<Reply> bounded(Endpoint endpoint, CompletionStage<Reply> reply) {
    CompletableFuture<Reply> future = reply.toCompletableFuture();
    if (future.isDone() || endpoint.body() instanceof Body.Stream) {
      return future;
    }
    return limits.within(endpoint.timeout().orElse(timeout), future);
  }

  private CompletionStage<HttpResponse> finished(
      HttpRequest http, String id, Reply reply, Metrics.HttpTimer timer, long started) {
    return CompletableFuture.completedStage(rendered(http, id, reply, timer, started, "unknown"));
  }

  private HttpResponse rendered(
      HttpRequest http,
      String id,
      Reply reply,
      Metrics.HttpTimer timer,
      long started,
      String endpoint) {
    HttpResponse response;
    try {
      response = renderer.render(reply, id);
    } catch (RuntimeException unwritable) {
      Problem problem = Faults.problem(unwritable, endpoint, id);
      response = renderer.render(Reply.problem(problem), id);
    }
    long nanos = System.nanoTime() - started;
    timer.record(response.status().intValue(), nanos);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} {} {} {} us {}",
          http.method().name(),
          http.getUri().path(),
          response.status().intValue(),
          nanos / 1_000,
          id);
    }
    return response;
  }

  private static Query query(Endpoint endpoint, HttpRequest http) {
    if (http.getUri().rawQueryString().isEmpty() || endpoint.query().contains(Query.ANY)) {
      return Query.empty();
    }
    List<Map.Entry<String, String>> pairs =
        http.getUri().query().toList().stream()
            .map(pair -> Map.entry(pair.first(), pair.second()))
            .toList();
    return Query.of(pairs, endpoint.query());
  }

  private static String allow(java.util.Collection<String> methods) {
    java.util.TreeSet<String> all = new java.util.TreeSet<>(methods);
    all.add("OPTIONS");
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    return String.join(", ", all);
  }

  /** The decoded segments; unlike the Java API's, they tell "/a/" and "/a//b" from "/a/b". */
  private static List<String> segments(HttpRequest http) {
    List<String> segments = new ArrayList<>(8);
    Uri.Path path = http.getUri().asScala().path();
    while (!path.isEmpty()) {
      Uri.Path tail = path.tail();
      if (path.startsWithSlash()) {
        if (tail.isEmpty() || tail.startsWithSlash()) {
          segments.add("");
        }
      } else {
        segments.add((String) path.head());
      }
      path = tail;
    }
    return segments;
  }
}
