package sorrel.account;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.account.domain.Identity;
import sorrel.account.domain.Secret;
import sorrel.account.store.TokenStore;
import sorrel.kernel.Sha256;

/**
 * Whom secrets act for, remembered for a short while so that most requests need no database.
 *
 * <p>A revoked token stops at once on this node and after {@value #SECONDS_KEPT} s on others.
 */
final class Identities {
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);
  private static final int SECONDS_KEPT = 30;
  private static final int ENTRIES_MAX = 100_000;

  /** Secrets that are looked up at once; each waits for one of a few connections. */
  private static final int LOOK_UPS_MAX = 1_000;

  private final TokenStore tokens;
  private final Clock clock;
  private final Semaphore lookUps = new Semaphore(LOOK_UPS_MAX);
  private final AsyncCache<Sha256, Optional<Identity>> known =
      Caffeine.newBuilder()
          .maximumSize(ENTRIES_MAX)
          .expireAfterWrite(Duration.ofSeconds(SECONDS_KEPT))
          .buildAsync();

  Identities(TokenStore tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Whom the secret acts for now; fails with {@link RejectedExecutionException} if too many are
   * being looked up.
   */
  CompletableFuture<Optional<Identity>> of(Secret secret) {
    return known
        .get(secret.hash(), (hash, _) -> lookUp(hash))
        .thenApply(found -> found.filter(identity -> identity.holds(clock.instant())));
  }

  /** Forgets a secret that was revoked. */
  void forget(Sha256 hash) {
    known.synchronous().invalidate(hash);
  }

  private CompletableFuture<Optional<Identity>> lookUp(Sha256 hash) {
    CompletableFuture<Optional<Identity>> result = new CompletableFuture<>();
    if (!lookUps.tryAcquire()) {
      result.completeExceptionally(
          new RejectedExecutionException("too many tokens are being looked up"));
      return result;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            Optional<Identity> found = tokens.identify(hash);
            result.complete(found);
            if (found.isPresent()) {
              tokens.noteUse(hash, clock.instant());
            }
          } catch (RuntimeException failure) {
            if (!result.completeExceptionally(failure)) {
              LOG.warn("The use of a token could not be noted", failure);
            }
          } finally {
            lookUps.release();
          }
        });
    return result;
  }
}
