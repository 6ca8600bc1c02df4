package sorrel.remote;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import sorrel.account.domain.Secret;
import sorrel.kernel.AccountId;
import sorrel.kernel.Page;
import sorrel.kernel.TokenId;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.remote.domain.RunnerToken;
import sorrel.remote.store.RunnerTokenTable;

/** What lets runners in. Blocking; nothing is remembered, so a revoked token ends at once. */
public final class RunnerTokens {
  /** Machines of one person. */
  public static final int TOKENS_MAX = 100;

  private final RunnerTokenTable table;
  private final InstantSource clock;
  private final SecureRandom random;

  public RunnerTokens(RunnerTokenTable table, InstantSource clock, SecureRandom random) {
    this.table = table;
    this.clock = clock;
    this.random = random;
  }

  /** A token at the one time when its secret is known. */
  public record Issued(RunnerToken token, String secret) {
    @Override
    public String toString() {
      return "Issued[" + token + "]";
    }
  }

  /** Makes a token; empty if the account has as many as it may. */
  public Optional<Issued> create(AccountId account, String name, boolean everyone) {
    RunnerToken token =
        new RunnerToken(
            TokenId.next(),
            account,
            name.strip(),
            everyone,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    Secret secret = Secret.next(random);
    return table.add(token, secret.hash(), TOKENS_MAX)
        ? Optional.of(new Issued(token, secret.text()))
        : Optional.empty();
  }

  /** Whose runner shows this text; empty for anything but a runner's token that holds. */
  public Optional<RunnerIdentity> identify(String shown) {
    return Secret.of(shown).flatMap(secret -> table.identify(secret.hash(), clock.instant()));
  }

  public Page<RunnerToken> list(AccountId account, Optional<TokenId> after, int limit) {
    List<RunnerToken> rows = table.list(account, after, limit + 1);
    return Page.of(rows, limit, token -> token.id().toString());
  }

  /** Revokes a token of the account; false if there is none. */
  public boolean revoke(AccountId account, TokenId id) {
    return table.remove(account, id);
  }
}
