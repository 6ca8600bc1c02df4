package sorrel.platform.config;

/** What a process does for the cluster. */
public enum Role {
  /** Answers HTTP. */
  HTTP,
  /** Holds models: their rules, history and serving. */
  MODEL,
  /** Trains. */
  RUNNER;

  /** The role as Akka and settings name it. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
