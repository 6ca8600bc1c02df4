package sorrel.platform.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.ResponseEntity;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns replies into responses: JSON, the headers that every response has, streams of events. */
final class Renderer {
  static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));
  private static final ContentType EVENT_STREAM = ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM);

  /** Proxies drop connections that are silent for 30 to 60 seconds. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final ByteString HEARTBEAT_LINE = ByteString.fromString(":\n\n");

  private static final List<HttpHeader> DEFAULTS =
      List.of(
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          RawHeader.create("Referrer-Policy", "no-referrer"));

  private final ObjectWriter json;
  private final OpenRequests open;

  /**
   * Writes with a mapper.
   *
   * @param open hears of bodies that are sent bit by bit
   */
  Renderer(ObjectMapper mapper, OpenRequests open) {
    this.json = mapper.writer().without(SerializationFeature.INDENT_OUTPUT);
    this.open = open;
  }

  /** The response; fails with an exception if the value cannot be written. */
  HttpResponse render(Reply reply, String requestId) {
    return HttpResponse.create()
        .withStatus(reply.status())
        .withHeaders(headers(reply, requestId))
        .withEntity(entity(reply.content(), requestId));
  }

  /** The JSON as sent. */
  ByteString json(Object value) {
    try {
      return ByteString.fromArrayUnsafe(json.writeValueAsBytes(value));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(
          "no JSON can be made of " + value.getClass().getName(), unwritable);
    }
  }

  private ResponseEntity entity(Reply.Content content, String requestId) {
    return switch (content) {
      case Reply.Content.Nothing _ -> HttpEntities.EMPTY;
      case Reply.Content.Json(Object value) ->
          HttpEntities.create(ContentTypes.APPLICATION_JSON, json(value));
      case Reply.Content.Failure(Problem problem) ->
          HttpEntities.create(PROBLEM_JSON, json(problem.document(requestId)));
      case Reply.Content.Bytes(ContentType type, ByteString bytes) ->
          HttpEntities.create(type, bytes);
      case Reply.Content.Stream stream ->
          stream.length().isPresent()
              ? HttpEntities.create(
                  stream.type(), stream.length().getAsLong(), open.count(stream.bytes()))
              : HttpEntities.createChunked(
                  stream.type(), open.count(stream.bytes()).filter(chunk -> !chunk.isEmpty()));
      case Reply.Content.Events(Source<ServerEvent, ?> events) ->
          HttpEntities.createChunked(EVENT_STREAM, lines(events));
    };
  }

  private Source<ByteString, ?> lines(Source<ServerEvent, ?> events) {
    return open.countEndless(
        events
            .map(this::lines)
            .keepAlive(HEARTBEAT, () -> HEARTBEAT_LINE)
            // Sent at once, so that the client sees the headers and knows that it is subscribed.
            .prepend(Source.single(HEARTBEAT_LINE)));
  }

  private ByteString lines(ServerEvent event) {
    String id = event.id().map(text -> "id: " + text + "\n").orElse("");
    return ByteString.fromString(id + "event: " + event.type() + "\ndata: ")
        .concat(json(event.data()))
        .concat(ByteString.fromString("\n\n"));
  }

  private static List<HttpHeader> headers(Reply reply, String requestId) {
    List<HttpHeader> headers = new ArrayList<>(DEFAULTS.size() + reply.headers().size() + 4);
    headers.add(RawHeader.create(RequestIds.HEADER, requestId));
    if (reply.headers().isEmpty()) {
      headers.addAll(DEFAULTS);
    } else {
      headers.addAll(reply.headers());
      for (HttpHeader header : DEFAULTS) {
        if (reply.headers().stream().noneMatch(own -> own.is(header.lowercaseName()))) {
          headers.add(header);
        }
      }
    }
    if (reply.content() instanceof Reply.Content.Failure(Problem problem)) {
      problem
          .retryAfter()
          .ifPresent(
              wait ->
                  headers.add(
                      RawHeader.create(
                          "Retry-After", Long.toString(Math.max(1, wait.toSeconds())))));
      if (problem.type().status() == HttpProblems.UNAUTHENTICATED.status()) {
        headers.add(RawHeader.create("WWW-Authenticate", "Bearer"));
      }
      if (CLOSING.contains(problem.type())) {
        headers.add(Connection.create("close"));
      }
    }
    return headers;
  }

  /** After these, the rest of the body is not worth reading. */
  private static final List<ProblemType> CLOSING =
      List.of(HttpProblems.BODY_TOO_LARGE, HttpProblems.BODY_TOO_SLOW);
}
