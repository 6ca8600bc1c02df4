package sorrel.platform.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import sorrel.kernel.UuidV7;

/**
 * One request to an endpoint, with all that the server found out about it.
 *
 * <p>What it throws is a {@link ProblemException} that answers the caller, unless said otherwise.
 */
public final class Call {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final HttpRequest request;
  private final String requestId;
  private final Map<String, String> path;
  private final Query query;
  private final Optional<Caller> caller;
  private final ReceivedBody body;
  private final Services services;
  private final Optional<UUID> made;

  /** What a call needs of the server. */
  record Services(
      JsonInput json, BodyReader bodies, BlockingCalls blocking, boolean trustForwarded) {}

  Call(
      HttpRequest request,
      String requestId,
      Map<String, String> path,
      Query query,
      Optional<Caller> caller,
      ReceivedBody body,
      Services services) {
    this(request, requestId, path, query, caller, body, services, Optional.empty());
  }

  private Call(
      HttpRequest request,
      String requestId,
      Map<String, String> path,
      Query query,
      Optional<Caller> caller,
      ReceivedBody body,
      Services services,
      Optional<UUID> made) {
    this.request = request;
    this.requestId = requestId;
    this.path = path;
    this.query = query;
    this.caller = caller;
    this.body = body;
    this.services = services;
    this.made = made;
  }

  /** The same, whose work makes something under this id. */
  Call making(UUID id) {
    return new Call(request, requestId, path, query, caller, body, services, Optional.of(id));
  }

  /**
   * A parameter of the path, decoded.
   *
   * @throws IllegalArgumentException if the template has no such parameter
   */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no parameter " + name);
    }
    return value;
  }

  /** A parameter of the path as an id, such as {@code call.id("model", ModelId::of)}; else 404. */
  public <I> I id(String name, Function<String, I> of) {
    try {
      return of.apply(uuid(path(name)));
    } catch (NotAnId malformed) {
      throw HttpProblems.NOT_FOUND
          .because("There is no %s with this id; ids look like a UUID.".formatted(name))
          .asException();
    }
  }

  /** A parameter of the path as a whole number from 1; else 404. */
  public int number(String name) {
    if (path(name).matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(path(name));
    }
    throw HttpProblems.NOT_FOUND
        .because("There is no %s with this number.".formatted(name))
        .asException();
  }

  /** A text in the form of an id, which {@code UUID.fromString} alone would not insist on. */
  static String uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new NotAnId();
    }
    return text;
  }

  /** A text that is not in the form of an id. */
  static final class NotAnId extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The id of the one thing that the call makes: a new one, but that of a former call with the same
   * {@code Idempotency-Key} of which nobody knows whether it was done.
   */
  public UUID newId() {
    return made.orElseGet(UuidV7::next);
  }

  public Query query() {
    return query;
  }

  /**
   * Who calls.
   *
   * @throws IllegalStateException on an endpoint for everyone
   */
  public Caller caller() {
    return caller.orElseThrow(
        () -> new IllegalStateException("an endpoint for everyone does not know its caller"));
  }

  /** Names this request in logs and in what the caller sees. */
  public String requestId() {
    return requestId;
  }

  /** A header's value; the name in any case. */
  public Optional<String> header(String name) {
    return request.getHeader(name.toLowerCase(Locale.ROOT)).map(HttpHeader::value);
  }

  public Prefer prefer() {
    return header("Prefer").map(Prefer::parse).orElse(Prefer.NOTHING);
  }

  /** Where the request came from, for limits by address; "unknown" if it cannot be told. */
  public String clientAddress() {
    Optional<String> forwarded =
        services.trustForwarded()
            ? header("X-Forwarded-For").map(list -> list.substring(list.lastIndexOf(',') + 1))
            : Optional.empty();
    return forwarded
        .map(String::strip)
        .or(
            () ->
                request
                    .getAttribute(AttributeKeys.remoteAddress)
                    .flatMap(address -> address.getAddress())
                    .map(address -> address.getHostAddress()))
        .orElse("unknown");
  }

  /** Whether the caller's connection is encrypted, as this server or a trusted proxy sees it. */
  public boolean isHttps() {
    return request.getUri().getScheme().equals("https")
        || (services.trustForwarded()
            && header("X-Forwarded-Proto").filter(p -> p.equalsIgnoreCase("https")).isPresent());
  }

  /** The request as it came, for what this class does not say. */
  public HttpRequest request() {
    return request;
  }

  /** Whether the body is said to be JSON. */
  public boolean isJson() {
    return ReceivedBody.isJson(request.entity());
  }

  /**
   * The body as a record; see {@link Checks.Checked} for checks beyond types. Needs {@link
   * Body.Json} or {@link Body.Upload}.
   */
  public <T> T json(Class<T> type) {
    return services.json().read(body.whole().toArrayUnsafe(), type);
  }

  /** The body's bytes, not to be changed. Needs {@link Body.Json} or {@link Body.Upload}. */
  public byte[] bytes() {
    return body.whole().toArrayUnsafe();
  }

  /** The body, or the file in its multipart field "file". Needs {@link Body.Upload}. */
  public Upload upload() {
    return body.upload();
  }

  /**
   * The body, or the file in its multipart field "file", as it arrives; to be run once. Needs
   * {@link Body.Stream}. Fails with a {@link ProblemException} if it is larger than declared, or if
   * there is no such field.
   */
  public Source<ByteString, ?> stream() {
    return services.bodies().file(body.arriving());
  }

  /**
   * Writes {@link #stream} to a file, which is left incomplete if the stage fails.
   *
   * @return the number of bytes
   */
  public CompletionStage<Long> saveTo(Path file) {
    return services.bodies().save(stream(), file);
  }

  ReceivedBody body() {
    return body;
  }

  /** Runs something that may block on a virtual thread, within the server's bound. */
  public <T> CompletionStage<T> blocking(Callable<T> work) {
    return services.blocking().run(work);
  }
}
