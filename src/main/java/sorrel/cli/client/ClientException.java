package sorrel.cli.client;

/** Why a call gave no answer that can be used; the message is for a person. */
public abstract sealed class ClientException extends RuntimeException
    permits ServerProblem, ServerUnreachable, UnexpectedReply {
  private static final long serialVersionUID = 1;

  ClientException(String message, Throwable cause) {
    super(message, cause);
  }
}
