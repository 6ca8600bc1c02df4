package sorrel.account.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.account.domain.Identity;
import sorrel.account.domain.Token;
import sorrel.kernel.AccountId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TokenId;

/** The table {@code tokens}; blocks. */
public final class TokenStore {
  /** How exact {@code last_used_at} is; a write per request would cost more than it tells. */
  private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;

  public TokenStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds a token unless the account has {@code max} of its kind that hold.
   *
   * @return whether it was added
   */
  public boolean add(Token token, Sha256 hash, int max) {
    return jdbi.inTransaction(
        handle -> {
          // Counting and adding must be one step for two that come at once.
          handle
              .createQuery("SELECT id FROM accounts WHERE id = :account FOR UPDATE")
              .bind("account", token.account())
              .mapTo(UUID.class)
              .one();
          return handle
                  .createUpdate(
                      """
                      INSERT INTO tokens (id, account, kind, name, hash, created_at, expires_at)
                      SELECT :id, :account, :kind, :name, :hash, :created, :expires
                      WHERE (SELECT count(*) FROM tokens
                             WHERE account = :account AND kind = :kind
                               AND (expires_at IS NULL OR expires_at > :created)) < :max
                      """)
                  .bind("id", token.id())
                  .bind("account", token.account())
                  .bind("kind", word(token.kind()))
                  .bind("name", token.name())
                  .bind("hash", hash)
                  .bind("created", token.createdAt())
                  .bind("expires", token.expiresAt().orElse(null))
                  .bind("max", max)
                  .execute()
              == 1;
        });
  }

  /** Whom the secret with this hash acts for, also if its time is over. */
  public Optional<Identity> identify(Sha256 hash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.id, a.administrator, t.expires_at
                    FROM tokens t JOIN accounts a ON a.id = t.account
                    WHERE t.hash = :hash
                    """)
                .bind("hash", hash)
                .map(
                    (rows, _) ->
                        new Identity(
                            AccountId.of(rows.getString("id")),
                            rows.getBoolean("administrator"),
                            instant(rows, "expires_at")))
                .findOne());
  }

  /** Notes a use, unless one was noted within the last minute. */
  public void noteUse(Sha256 hash, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE tokens SET last_used_at = :now
                    WHERE hash = :hash AND (last_used_at IS NULL OR last_used_at < :before)
                    """)
                .bind("hash", hash)
                .bind("now", now)
                .bind("before", now.minus(LAST_USED_STEP))
                .execute());
  }

  /**
   * The account's tokens of one kind, in the order in which they were made.
   *
   * @param after the last one of the page before
   * @param rowsMax how many to read
   */
  public List<Token> list(
      AccountId account, Token.Kind kind, Optional<TokenId> after, int rowsMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM tokens
                    WHERE account = :account AND kind = :kind AND id > :after
                    ORDER BY id LIMIT :rows
                    """)
                .bind("account", account)
                .bind("kind", word(kind))
                .bind("after", after.map(TokenId::value).orElse(BEFORE_ALL))
                .bind("rows", rowsMax)
                .map((rows, _) -> token(rows))
                .list());
  }

  /**
   * Removes a token of the account.
   *
   * @return the hash of its secret; empty if the account has no such token
   */
  public Optional<Sha256> remove(AccountId account, TokenId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    DELETE FROM tokens WHERE id = :id AND account = :account AND kind = 'token'
                    RETURNING hash
                    """)
                .bind("id", id)
                .bind("account", account)
                .mapTo(Sha256.class)
                .findOne());
  }

  /** Removes a session; false if there is none with this hash. */
  public boolean removeSession(Sha256 hash) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("DELETE FROM tokens WHERE hash = :hash AND kind = 'session'")
                    .bind("hash", hash)
                    .execute()
                == 1);
  }

  /**
   * Removes the account's sessions that are over, and the oldest if there are more than {@code
   * max}.
   *
   * @return the hashes of their secrets
   */
  public List<Sha256> trimSessions(AccountId account, Instant now, int max) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    DELETE FROM tokens
                    WHERE account = :account AND kind = 'session'
                      AND (expires_at <= :now
                           OR id NOT IN (SELECT id FROM tokens
                                         WHERE account = :account AND kind = 'session'
                                         ORDER BY id DESC LIMIT :max))
                    RETURNING hash
                    """)
                .bind("account", account)
                .bind("now", now)
                .bind("max", max)
                .mapTo(Sha256.class)
                .list());
  }

  private static Token token(ResultSet rows) throws SQLException {
    return new Token(
        TokenId.of(rows.getString("id")),
        AccountId.of(rows.getString("account")),
        Token.Kind.valueOf(rows.getString("kind").toUpperCase(Locale.ROOT)),
        rows.getString("name"),
        rows.getTimestamp("created_at").toInstant(),
        instant(rows, "expires_at"),
        instant(rows, "last_used_at"));
  }

  private static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static String word(Token.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
