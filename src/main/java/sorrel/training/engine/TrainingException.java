package sorrel.training.engine;

/** A network cannot be trained; the message is a sentence for people. */
final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
