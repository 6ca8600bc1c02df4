package sorrel.platform.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.FileIO;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a handler answers.
 *
 * @param status 200 to 599
 * @param headers beside those that every reply gets; one of the same name replaces the default
 */
public record Reply(int status, Content content, List<HttpHeader> headers) {
  /** What the reply carries. */
  public sealed interface Content {
    /** Nothing. */
    record Nothing() implements Content {}

    /** Anything that the JSON mapper writes. */
    record Json(Object value) implements Content {}

    /** A problem document. */
    record Failure(Problem problem) implements Content {}

    /** Bytes in memory. */
    record Bytes(ContentType type, ByteString bytes) implements Content {}

    /** Bytes as they come; with the length if it is known. */
    record Stream(ContentType type, OptionalLong length, Source<ByteString, ?> bytes)
        implements Content {}

    /** Server-sent events, with heartbeats, until the source ends or the server stops. */
    record Events(Source<ServerEvent, ?> events) implements Content {}
  }

  public Reply {
    headers = List.copyOf(headers);
  }

  private static Reply of(int status, Content content) {
    return new Reply(status, content, List.of());
  }

  public static Reply json(int status, Object value) {
    return of(status, new Content.Json(value));
  }

  /** 200 with JSON. */
  public static Reply ok(Object value) {
    return json(200, value);
  }

  /** 201 with JSON and the new resource's path. */
  public static Reply created(String location, Object value) {
    return json(201, value).with("Location", location);
  }

  /** 202 with JSON and the path where the work can be followed. */
  public static Reply accepted(String location, Object value) {
    return json(202, value).with("Location", location);
  }

  /** 204. */
  public static Reply empty() {
    return of(204, new Content.Nothing());
  }

  public static Reply problem(Problem problem) {
    return of(problem.type().status(), new Content.Failure(problem));
  }

  /** 200 with these bytes; the array must not change any more. */
  public static Reply bytes(ContentType type, byte[] bytes) {
    return of(200, new Content.Bytes(type, ByteString.fromArrayUnsafe(bytes)));
  }

  /** 200 with bytes as they come; the source is run at most once. */
  public static Reply stream(ContentType type, OptionalLong length, Source<ByteString, ?> bytes) {
    return of(200, new Content.Stream(type, length, bytes));
  }

  /**
   * 200 with a file's content.
   *
   * @throws IOException if it cannot be looked at
   */
  public static Reply file(ContentType type, Path file) throws IOException {
    return stream(type, OptionalLong.of(Files.size(file)), FileIO.fromPath(file));
  }

  /** 200 with server-sent events. */
  public static Reply events(Source<ServerEvent, ?> events) {
    return of(200, new Content.Events(events));
  }

  /** 200 with a page; only what the content security policy allows is run in it. */
  public static Reply html(String page, String contentSecurityPolicy) {
    return of(
            200,
            new Content.Bytes(
                akka.http.javadsl.model.ContentTypes.TEXT_HTML_UTF8, ByteString.fromString(page)))
        .with("Content-Security-Policy", contentSecurityPolicy);
  }

  public Reply with(String header, String value) {
    List<HttpHeader> more = new ArrayList<>(headers);
    more.add(RawHeader.create(header, value));
    return new Reply(status, content, more);
  }

  public Reply withStatus(int other) {
    return new Reply(other, content, headers);
  }

  /** Lets the caller's browser, and nobody in between, keep the reply this long. */
  public Reply cachedFor(Duration duration) {
    return with("Cache-Control", "private, max-age=" + duration.toSeconds());
  }

  /** Lets the caller's browser keep a reply that never changes under this address. */
  public Reply immutable() {
    return with("Cache-Control", "private, max-age=31536000, immutable");
  }

  /** Makes a browser save the reply under this name instead of showing it. */
  public Reply asDownload(String fileName) {
    String plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
    return with("Content-Disposition", "attachment; filename=\"" + plain + "\"");
  }
}
