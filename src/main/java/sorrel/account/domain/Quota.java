package sorrel.account.domain;

/**
 * What an account may have at most.
 *
 * @param bytes of the pictures in its models' datasets
 */
public record Quota(long models, long bytes) {
  /** More than any server holds, and exact in JavaScript. */
  public static final long MAX = 1L << 53;
}
