package sorrel.remote.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.AccountId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TokenId;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.remote.domain.RunnerToken;

/** The table {@code runner_tokens}; blocks. */
public final class RunnerTokenTable {
  /** How exact {@code last_used_at} is: a write for each request would cost more than it tells. */
  private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;

  public RunnerTokenTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a token unless the account has {@code max}; says whether it did. */
  public boolean add(RunnerToken token, Sha256 hash, int max) {
    return jdbi.inTransaction(
        handle -> {
          // Counting and adding must be one step for two that come at once.
          handle
              .createQuery("select id from accounts where id = :account for update")
              .bind("account", token.account().value())
              .mapTo(UUID.class)
              .one();
          return handle
                  .createUpdate(
                      """
                      insert into runner_tokens (id, account, name, everyone, hash, created_at)
                      select :id, :account, :name, :everyone, :hash, :created
                      where (select count(*) from runner_tokens where account = :account) < :max
                      """)
                  .bind("id", token.id().value())
                  .bind("account", token.account().value())
                  .bind("name", token.name())
                  .bind("everyone", token.everyone())
                  .bind("hash", hash.bytes())
                  .bind("created", Timestamp.from(token.createdAt()))
                  .bind("max", max)
                  .execute()
              == 1;
        });
  }

  /**
   * Who shows the secret with this hash, and notes that. A token for everyone's work is none while
   * its account is not an administrator's.
   */
  public Optional<RunnerIdentity> identify(Sha256 hash, Instant now) {
    Optional<RunnerToken> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select t.* from runner_tokens t join accounts a on a.id = t.account
                        where t.hash = :hash and (a.administrator or not t.everyone)
                        """)
                    .bind("hash", hash.bytes())
                    .map((rows, _) -> token(rows))
                    .findOne());
    found
        .filter(token -> isPast(token.lastUsedAt(), now))
        .ifPresent(token -> noteUse(token.id(), now));
    return found.map(
        token ->
            new RunnerIdentity(
                token.id(),
                token.name(),
                token.everyone() ? Optional.empty() : Optional.of(token.account())));
  }

  private static boolean isPast(Optional<Instant> used, Instant now) {
    return used.map(at -> at.plus(LAST_USED_STEP).isBefore(now)).orElse(true);
  }

  private void noteUse(TokenId id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update runner_tokens set last_used_at = ? where id = ?",
                Timestamp.from(now),
                id.value()));
  }

  /** Those of an account in the order in which they were made. */
  public List<RunnerToken> list(AccountId account, Optional<TokenId> after, int rowsMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from runner_tokens where account = :account and id > :after
                    order by id limit :rows
                    """)
                .bind("account", account.value())
                .bind("after", after.map(TokenId::value).orElse(BEFORE_ALL))
                .bind("rows", rowsMax)
                .map((rows, _) -> token(rows))
                .list());
  }

  /** Removes a token of the account; false if there is none. */
  public boolean remove(AccountId account, TokenId id) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "delete from runner_tokens where id = ? and account = ?",
                    id.value(),
                    account.value())
                == 1);
  }

  private static RunnerToken token(ResultSet rows) throws SQLException {
    return new RunnerToken(
        TokenId.of(rows.getString("id")),
        AccountId.of(rows.getString("account")),
        rows.getString("name"),
        rows.getBoolean("everyone"),
        rows.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(rows.getTimestamp("last_used_at")).map(Timestamp::toInstant));
  }
}
