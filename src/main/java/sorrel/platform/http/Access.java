package sorrel.platform.http;

/** Who may call an endpoint. */
public enum Access {
  /** Anybody; {@link Call#caller()} is not known. */
  EVERYONE,
  /** Whoever shows a valid token or session. */
  ACCOUNT,
  /** An account with the administrator's rights. */
  ADMINISTRATOR
}
