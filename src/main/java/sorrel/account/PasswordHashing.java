package sorrel.account;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import sorrel.account.domain.Password;

/**
 * Hashes passwords with Argon2id on threads of its own: a hash costs tens of milliseconds of a core
 * and 19 MiB, so log-ins may not take every core from the rest.
 */
public final class PasswordHashing implements AutoCloseable {
  /**
   * The least that OWASP advises for Argon2id: 19 MiB, two passes, one lane.
   *
   * @see <a
   *     href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">
   *     OWASP, Password Storage</a>
   */
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  /** At 20 to 50 a second this is a wait of a few seconds, which a person still bears. */
  private static final int WAITING_MAX = 64;

  private final ThreadPoolExecutor threads;
  private final String nobody;

  /** A pool of half the cores, at least one. */
  public PasswordHashing() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("password-", 0).daemon(true).factory());
    nobody = ARGON2.hash("nobody has this password").getResult();
  }

  /**
   * The hash in its textual form, with its salt and parameters.
   *
   * @throws RejectedExecutionException if too many wait already
   */
  String hash(Password password) {
    return run(() -> ARGON2.hash(password.normalised()).getResult());
  }

  /**
   * Whether the password has this hash; without one, takes the same time and says no, so that the
   * time does not tell whether an account exists.
   *
   * @throws RejectedExecutionException if too many wait already
   */
  boolean matches(Password password, Optional<String> hash) {
    return run(
        () -> {
          String compared = hash.orElse(nobody);
          boolean same =
              Argon2Function.getInstanceFromHash(compared).check(password.normalised(), compared);
          return same && hash.isPresent();
        });
  }

  private <T> T run(Callable<T> work) {
    try {
      return threads.submit(work).get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("hashing a password failed", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while hashing a password", interrupted);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
