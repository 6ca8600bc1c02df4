package sorrel.platform.config;

/** Settings that cannot be used; the message is one plain line for the person who wrote them. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
