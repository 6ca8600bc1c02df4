package sorrel.platform.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One row of the table that the server answers from.
 *
 * @param query the names of the query parameters it takes; any other is refused with a 400, except
 *     with {@link Draft#anyQuery}
 * @param idempotent whether a repeated {@code Idempotency-Key} answers what the first call did
 * @param timeout how long the handler may take; empty for the server's request timeout
 */
public record Endpoint(
    HttpMethod method,
    PathTemplate path,
    Access access,
    Body body,
    Set<String> query,
    boolean idempotent,
    Optional<Duration> timeout,
    Work work) {
  /** How the handler runs. */
  public sealed interface Work {
    /** On the calling thread; the handler does not block. */
    record Async(Handler handler) implements Work {}

    /** On a virtual thread of the server's bounded number. */
    record Blocking(BlockingHandler handler) implements Work {}
  }

  public Endpoint {
    query = Set.copyOf(query);
    if (idempotent && access == Access.EVERYONE) {
      throw new IllegalArgumentException(
          path + ": an idempotency key belongs to an account, and this endpoint knows none");
    }
  }

  public static Draft get(Access access, String path) {
    return draft(HttpMethods.GET, access, path);
  }

  public static Draft post(Access access, String path) {
    return draft(HttpMethods.POST, access, path);
  }

  public static Draft put(Access access, String path) {
    return draft(HttpMethods.PUT, access, path);
  }

  public static Draft patch(Access access, String path) {
    return draft(HttpMethods.PATCH, access, path);
  }

  public static Draft delete(Access access, String path) {
    return draft(HttpMethods.DELETE, access, path);
  }

  private static Draft draft(HttpMethod method, Access access, String path) {
    return new Draft(
        new Endpoint(
            method,
            new PathTemplate(path),
            access,
            Body.none(),
            Set.of(),
            false,
            Optional.empty(),
            new Work.Async(_ -> CompletableFuture.completedStage(Reply.empty()))));
  }

  /** The method and template, as in logs: {@code GET /api/v1/models/{model}}. */
  public String name() {
    return method.name() + " " + path;
  }

  /** An endpoint that lacks its handler. */
  public static final class Draft {
    private final Endpoint soFar;

    private Draft(Endpoint soFar) {
      this.soFar = soFar;
    }

    /** Takes this body. */
    public Draft body(Body body) {
      return copy(body, soFar.query, soFar.idempotent, soFar.timeout, soFar.work);
    }

    /** Takes these query parameters. */
    public Draft query(String... names) {
      return copy(soFar.body, Set.of(names), soFar.idempotent, soFar.timeout, soFar.work);
    }

    /** Takes any query, which is for a page's script and not looked at here. */
    public Draft anyQuery() {
      return query(Query.ANY);
    }

    /** Takes the two query parameters of a list: {@code limit} and {@code cursor}. */
    public Draft paged() {
      return query(Query.LIMIT, Query.CURSOR);
    }

    /** A repeated {@code Idempotency-Key} answers what the first call did, for 24 hours. */
    public Draft idempotent() {
      return copy(soFar.body, soFar.query, true, soFar.timeout, soFar.work);
    }

    /** Lets the handler take this long instead of the server's request timeout. */
    public Draft timeout(Duration timeout) {
      return copy(soFar.body, soFar.query, soFar.idempotent, Optional.of(timeout), soFar.work);
    }

    /** Ends with a handler that does not block. */
    public Endpoint async(Handler handler) {
      return finish(new Work.Async(handler));
    }

    /** Ends with a handler that runs on a virtual thread and may block. */
    public Endpoint blocking(BlockingHandler handler) {
      return finish(new Work.Blocking(handler));
    }

    private Endpoint finish(Work work) {
      return copy(soFar.body, soFar.query, soFar.idempotent, soFar.timeout, work).soFar;
    }

    private Draft copy(
        Body body, Set<String> query, boolean idempotent, Optional<Duration> timeout, Work work) {
      return new Draft(
          new Endpoint(
              soFar.method, soFar.path, soFar.access, body, query, idempotent, timeout, work));
    }
  }

  /** What a context offers to the server. */
  public interface Resource {
    List<Endpoint> endpoints();
  }
}
