package sorrel.loadtest.server;

import java.util.UUID;

/** Somebody who may use a server. */
public record Account(String email, String password) {
  /** One with a password that nobody knows. */
  public static Account next() {
    return new Account("load@sorrel.local", UUID.randomUUID().toString());
  }
}
