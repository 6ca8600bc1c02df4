package sorrel.platform.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/** Answers with a problem what is not HTTP enough to reach the table; named in the settings. */
public final class EarlyRejection extends ParsingErrorHandler {
  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    log.debug("Refused before routing: {}", error.summary());
    // The parser's own words repeat what was sent, so they stay in the log.
    String json =
        """
        {"type":"%s","title":"%s","status":%d,"detail":"%s","requestId":"%s"}\
        """
            .formatted(
                HttpProblems.MALFORMED_REQUEST.path(),
                HttpProblems.MALFORMED_REQUEST.title(),
                status.intValue(),
                detail(status.intValue()),
                RequestIds.next());
    return HttpResponse.create()
        .withStatus(status.intValue())
        .withEntity(
            HttpEntities.create(Renderer.PROBLEM_JSON, akka.util.ByteString.fromString(json)));
  }

  private static String detail(int status) {
    return switch (status) {
      case 413 -> "The body is too large.";
      case 414 -> "The address is too long.";
      case 431 -> "The headers are too long or too many.";
      case 501 -> "The method or the transfer encoding is not one this server knows.";
      case 505 -> "This server speaks HTTP/1.0 and HTTP/1.1.";
      default -> "The request does not have the form that HTTP asks for.";
    };
  }
}
