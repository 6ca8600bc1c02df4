package sorrel.platform.config;

/**
 * How to reach a PostgreSQL database.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/name}
 * @param user the database's user; empty if the URL names one
 * @param password never logged
 */
public record DatabaseAddress(String url, String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return "DatabaseAddress[url=" + url + ", user=" + user + "]";
  }
}
