package sorrel.platform.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import sorrel.kernel.AccountId;
import sorrel.kernel.Sha256;

/** Remembers what was answered to idempotency keys; may block. */
public interface IdempotencyStore {
  /**
   * What a key belongs to.
   *
   * @param key as the caller sent it
   * @param operation method and path, parameters filled in
   */
  record Key(AccountId account, String key, String operation) {}

  /** A reply as it was sent: its JSON, or an empty text. */
  record StoredReply(int status, List<Map.Entry<String, String>> headers, String json) {
    public StoredReply {
      headers = List.copyOf(headers);
    }
  }

  /** What a claim found. */
  sealed interface Claim {
    /**
     * The caller of this method does the work, then completes, releases or gives up.
     *
     * @param made the id of what the work makes; the same as before where a claim was given up
     */
    record Granted(UUID made) implements Claim {}

    /** The work was done before. */
    record Done(StoredReply reply) implements Claim {}

    /** The work is being done now. */
    record InProgress() implements Claim {}

    /** The key was used for another request. */
    record OtherRequest() implements Claim {}
  }

  /** Claims a key in one step, so that of several at once one is granted. */
  Claim claim(Key key, Sha256 request);

  /** Keeps the reply for later calls with the key. */
  void complete(Key key, StoredReply reply);

  /** Forgets a claim whose work did nothing. */
  void release(Key key);

  /** Grants a claim again, to the next that asks, whose work was done or not: nobody knows. */
  void giveUp(Key key);
}
