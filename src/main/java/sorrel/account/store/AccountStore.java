package sorrel.account.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.account.domain.Account;
import sorrel.account.domain.AccountRejection;
import sorrel.account.domain.EmailAddress;
import sorrel.account.domain.Outcome;
import sorrel.account.domain.OwnLimits;
import sorrel.kernel.AccountId;
import sorrel.kernel.Sha256;

/** The table {@code accounts}; blocks. */
public final class AccountStore {
  /** Any number, as long as nothing else locks it: holds back a second "first account". */
  private static final long FIRST_ACCOUNT_LOCK = 0x50_7272_656cL;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;

  /** An account with what its password is checked against. */
  public record WithPassword(Account account, String passwordHash) {}

  public AccountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds an account; the first one becomes an administrator, whatever it says.
   *
   * @param invitation the hash of an invitation's secret, which is used up
   * @param needed whether nobody is let in without one
   * @return the account as added
   */
  public Outcome<Account> add(
      Account account, String passwordHash, Optional<Sha256> invitation, boolean needed) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createQuery("SELECT pg_advisory_xact_lock(:lock)::text")
              .bind("lock", FIRST_ACCOUNT_LOCK)
              .mapTo(String.class)
              .one();
          if (needed && !holds(handle, invitation, account.createdAt())) {
            return Outcome.refused(new AccountRejection.InvitationOver());
          }
          boolean administrator = account.administrator() || isEmpty(handle);
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO accounts (id, email, password_hash, administrator, created_at)
                      VALUES (:id, :email, :hash, :administrator, :created)
                      ON CONFLICT (email) DO NOTHING
                      """)
                  .bind("id", account.id())
                  .bind("email", account.email().value())
                  .bind("hash", passwordHash)
                  .bind("administrator", administrator)
                  .bind("created", account.createdAt())
                  .execute();
          if (added == 0) {
            return Outcome.refused(new AccountRejection.EmailTaken());
          }
          invitation.ifPresent(hash -> InvitationStore.use(handle, hash));
          return Outcome.done(
              new Account(
                  account.id(),
                  account.email(),
                  administrator,
                  account.createdAt(),
                  account.limits()));
        });
  }

  private static boolean holds(Handle handle, Optional<Sha256> invitation, Instant now) {
    return invitation.filter(hash -> InvitationStore.holds(handle, hash, now)).isPresent();
  }

  /** Whether there is no account yet. */
  public boolean isEmpty() {
    return jdbi.withHandle(AccountStore::isEmpty);
  }

  public Optional<Account> find(AccountId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM accounts WHERE id = :id")
                .bind("id", id)
                .map((rows, _) -> account(rows))
                .findOne());
  }

  /**
   * Accounts in the order in which they were made.
   *
   * @param after the last one of the page before
   * @param rowsMax how many to read
   */
  public List<Account> list(Optional<AccountId> after, int rowsMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM accounts WHERE id > :after ORDER BY id LIMIT :rows")
                .bind("after", after.map(AccountId::value).orElse(BEFORE_ALL))
                .bind("rows", rowsMax)
                .map((rows, _) -> account(rows))
                .list());
  }

  /** Changes an account's own limits; returns it as it is then, or empty if there is none. */
  public Optional<Account> changeLimits(AccountId id, UnaryOperator<OwnLimits> change) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery("SELECT * FROM accounts WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rows, _) -> account(rows))
                .findOne()
                .map(account -> write(handle, account, change.apply(account.limits()))));
  }

  private static Account write(Handle handle, Account account, OwnLimits limits) {
    handle
        .createUpdate("UPDATE accounts SET models_max = :models, bytes_max = :bytes WHERE id = :id")
        .bind("id", account.id())
        .bind("models", limits.models())
        .bind("bytes", limits.bytes())
        .execute();
    return new Account(
        account.id(), account.email(), account.administrator(), account.createdAt(), limits);
  }

  public Optional<WithPassword> find(EmailAddress email) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM accounts WHERE email = :email")
                .bind("email", email.value())
                .map((rows, _) -> new WithPassword(account(rows), rows.getString("password_hash")))
                .findOne());
  }

  private static boolean isEmpty(Handle handle) {
    return handle
        .createQuery("SELECT NOT EXISTS (SELECT 1 FROM accounts)")
        .mapTo(Boolean.class)
        .one();
  }

  private static Account account(ResultSet rows) throws SQLException {
    return new Account(
        AccountId.of(rows.getString("id")),
        new EmailAddress(rows.getString("email")),
        rows.getBoolean("administrator"),
        rows.getTimestamp("created_at").toInstant(),
        new OwnLimits(limit(rows, "models_max"), limit(rows, "bytes_max")));
  }

  private static Optional<Long> limit(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, Long.class));
  }
}
