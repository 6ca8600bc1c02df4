package sorrel.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import sorrel.account.domain.EmailAddress;

/**
 * Counts failed log-ins by account and by address, in windows that begin with the first failure.
 *
 * <p>An attempt counts before its password is checked and is taken back if it was right, so that a
 * thousand at once cannot pass a limit of ten. Counts are of this node and in memory.
 */
final class LogInLimits {
  /** A class room shares an address. */
  private static final int ADDRESS_FACTOR = 5;

  /** About 10 MB; the least used are forgotten first. */
  private static final int KEYS_MAX = 100_000;

  private final Cache<String, Window> windows;
  private final Duration window;
  private final int max;
  private final Ticker ticker;

  private record Window(AtomicInteger failures, long startedNanos) {}

  LogInLimits(int max, Duration window, Ticker ticker) {
    this.max = max;
    this.window = window;
    this.ticker = ticker;
    this.windows =
        Caffeine.newBuilder().maximumSize(KEYS_MAX).expireAfterWrite(window).ticker(ticker).build();
  }

  /** Counts an attempt; how long to wait if it is one too many. */
  Optional<Duration> attempt(EmailAddress email, String address) {
    return count(accountKey(email), max).or(() -> count(addressKey(address), max * ADDRESS_FACTOR));
  }

  /** Takes an attempt back that was right, and forgets the account's failures. */
  void succeeded(EmailAddress email, String address) {
    windows.invalidate(accountKey(email));
    takeBack(addressKey(address));
  }

  /** Takes an attempt back that could not be judged. */
  void notJudged(EmailAddress email, String address) {
    takeBack(accountKey(email));
    takeBack(addressKey(address));
  }

  private Optional<Duration> count(String key, int limit) {
    Window found = windows.get(key, _ -> new Window(new AtomicInteger(), ticker.read()));
    if (found.failures().incrementAndGet() <= limit) {
      return Optional.empty();
    }
    found.failures().decrementAndGet();
    Duration passed = Duration.ofNanos(ticker.read() - found.startedNanos());
    Duration left = window.minus(passed);
    return Optional.of(left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
  }

  private void takeBack(String key) {
    Window found = windows.getIfPresent(key);
    if (found != null) {
      found.failures().decrementAndGet();
    }
  }

  private static String accountKey(EmailAddress email) {
    return "account " + email.value();
  }

  private static String addressKey(String address) {
    return "address " + address;
  }
}
