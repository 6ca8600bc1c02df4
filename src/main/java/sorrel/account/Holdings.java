package sorrel.account;

import java.util.Map;
import java.util.Set;
import sorrel.kernel.AccountId;

/** Tells what accounts have on the server; others know it. */
public interface Holdings {
  /**
   * What an account has.
   *
   * @param pictures of all its models
   * @param bytes of these pictures, and of those that were removed and can be put back
   * @param binBytes of the latter
   */
  record Holding(long models, long pictures, long bytes, long binBytes) {
    public static final Holding NOTHING = new Holding(0, 0, 0, 0);
  }

  /** By account; one that has nothing may be left out. Blocks. */
  Map<AccountId, Holding> of(Set<AccountId> accounts);
}
