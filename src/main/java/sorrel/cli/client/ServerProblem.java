package sorrel.cli.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A refusal by the server, in its words (RFC 9457). */
public final class ServerProblem extends ClientException {
  private static final long serialVersionUID = 1;
  private static final int UNAUTHENTICATED = 401;
  private static final int FAULT_MIN = 500;
  private static final Set<Integer> UNREADABLE_PICTURE = Set.of(400, 413, 415, 422);

  private final transient Document document;

  ServerProblem(Document document) {
    super(words(document), null);
    this.document = document;
  }

  /** The document as sent; members that are absent are empty. */
  public record Document(
      String type,
      String title,
      int status,
      Optional<String> detail,
      List<FieldError> errors,
      Optional<String> requestId) {
    public Document {
      errors = errors == null ? List.of() : List.copyOf(errors);
    }
  }

  /** One thing that is wrong with the request. */
  public record FieldError(@JsonProperty("pointer") String pointer, String detail) {}

  /** The HTTP status. */
  public int status() {
    return document.status();
  }

  /** Whether it says, in answer to a picture, that the picture cannot be read. */
  public boolean refusesPicture() {
    return UNREADABLE_PICTURE.contains(status());
  }

  private static String words(Document document) {
    StringBuilder words =
        new StringBuilder(document.detail().filter(d -> !d.isBlank()).orElse(document.title()));
    if (!document.errors().isEmpty()) {
      words.append(
          document.errors().stream()
              .map(error -> " " + error.pointer() + " " + error.detail() + ".")
              .collect(Collectors.joining()));
    }
    if (document.status() == UNAUTHENTICATED) {
      words.append(" Log in with ./sorrel login EMAIL, or give a token with --token.");
    }
    if (document.status() >= FAULT_MIN) {
      document.requestId().ifPresent(id -> words.append(" (request ").append(id).append(')'));
    }
    return words.toString();
  }
}
