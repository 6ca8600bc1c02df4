package sorrel.platform.http;

import akka.http.javadsl.model.HttpEntity;
import akka.util.ByteString;
import java.util.Optional;

/** The body of one request, as far as the server read it. */
sealed interface ReceivedBody {
  /** No body is looked at. */
  record Unread() implements ReceivedBody {}

  /** All of it, and the file in it if it is an upload. */
  record Whole(ByteString bytes, Optional<Upload> file) implements ReceivedBody {}

  /** It arrives while the handler runs. */
  record Arriving(HttpEntity entity) implements ReceivedBody {}

  default ByteString whole() {
    if (this instanceof Whole whole) {
      return whole.bytes();
    }
    throw new IllegalStateException("the endpoint does not declare a body that is read whole");
  }

  default Upload upload() {
    if (this instanceof Whole whole && whole.file().isPresent()) {
      return whole.file().get();
    }
    throw new IllegalStateException("the endpoint does not declare an upload");
  }

  default HttpEntity arriving() {
    if (this instanceof Arriving arriving) {
      return arriving.entity();
    }
    throw new IllegalStateException("the endpoint does not declare a streamed body");
  }

  static boolean isJson(HttpEntity entity) {
    String subType = entity.getContentType().mediaType().subType();
    return subType.equals("json") || subType.endsWith("+json");
  }

  static boolean isMultipart(HttpEntity entity) {
    return entity.getContentType().mediaType().isMultipart();
  }
}
