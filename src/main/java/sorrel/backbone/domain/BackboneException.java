package sorrel.backbone.domain;

/**
 * A network cannot be registered, or one that is asked for is not there; the message is for people.
 */
public final class BackboneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackboneException(String message) {
    super(message);
  }

  public BackboneException(String message, Throwable cause) {
    super(message, cause);
  }
}
