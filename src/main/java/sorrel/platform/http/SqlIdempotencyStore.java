package sorrel.platform.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import sorrel.kernel.Sha256;
import sorrel.kernel.UuidV7;

/** Idempotency keys in the table {@code idempotency_keys}, for 24 hours. */
public final class SqlIdempotencyStore implements IdempotencyStore {
  private static final Duration KEPT = Duration.ofHours(24);

  /** A claim without an answer by then belonged to a process that died; an upload takes minutes. */
  private static final Duration ABANDONED = Duration.ofMinutes(15);

  private static final int CLAIMS_PER_PURGE = 500;
  private static final int CLAIM_ATTEMPTS = 3;

  private final Jdbi jdbi;
  private final Clock clock;

  private record Row(Sha256 request, Integer status, String headers, String body) {}

  public SqlIdempotencyStore(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public Claim claim(Key key, Sha256 request) {
    if (ThreadLocalRandom.current().nextInt(CLAIMS_PER_PURGE) == 0) {
      purge();
    }
    return jdbi.withHandle(
        handle -> {
          for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
            Optional<UUID> made = granted(handle, key, request);
            if (made.isPresent()) {
              return new Claim.Granted(made.get());
            }
            Optional<Row> row = find(handle, key);
            // The other claim was released in between: try again to get it.
            if (row.isPresent()) {
              return judge(row.get(), request);
            }
          }
          return new Claim.InProgress();
        });
  }

  @Override
  public void complete(Key key, StoredReply reply) {
    jdbi.useHandle(
        handle ->
            bind(
                    handle.createUpdate(
                        """
                        UPDATE idempotency_keys SET status = :status, headers = :headers, body = :body
                        WHERE account = :account AND key = :key AND operation = :operation
                        """),
                    key)
                .bind("status", reply.status())
                .bind("headers", lines(reply.headers()))
                .bind("body", reply.json())
                .execute());
  }

  @Override
  public void release(Key key) {
    jdbi.useHandle(
        handle ->
            bind(
                    handle.createUpdate(
                        """
                        DELETE FROM idempotency_keys
                        WHERE account = :account AND key = :key AND operation = :operation
                          AND status IS NULL
                        """),
                    key)
                .execute());
  }

  /** It is then as old as that of a process that died. */
  @Override
  public void giveUp(Key key) {
    jdbi.useHandle(
        handle ->
            bind(
                    handle.createUpdate(
                        """
                        UPDATE idempotency_keys SET claimed_at = :abandoned
                        WHERE account = :account AND key = :key AND operation = :operation
                          AND status IS NULL
                        """),
                    key)
                .bind("abandoned", clock.instant().minus(ABANDONED).minusSeconds(1))
                .execute());
  }

  /** Forgets keys that are too old to be repeated. */
  void purge() {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("DELETE FROM idempotency_keys WHERE claimed_at < :expired")
                .bind("expired", clock.instant().minus(KEPT))
                .execute());
  }

  /** The id of what the work makes, which stays the same while it is the same request's. */
  private Optional<UUID> granted(Handle handle, Key key, Sha256 request) {
    Instant now = clock.instant();
    return bind(
            handle.createQuery(
                """
                INSERT INTO idempotency_keys (account, key, operation, request, claimed_at, made)
                VALUES (:account, :key, :operation, :request, :now, :made)
                ON CONFLICT (account, key, operation) DO UPDATE
                  SET request = :request, claimed_at = :now,
                      status = NULL, headers = NULL, body = NULL,
                      made = CASE
                        WHEN idempotency_keys.status IS NULL
                          AND idempotency_keys.claimed_at >= :expired
                          AND idempotency_keys.request = :request
                        THEN coalesce(idempotency_keys.made, :made)
                        ELSE :made
                      END
                  WHERE idempotency_keys.claimed_at < :expired
                    OR (idempotency_keys.status IS NULL
                        AND idempotency_keys.claimed_at < :abandoned)
                RETURNING made
                """),
            key)
        .bind("request", request)
        .bind("now", now)
        .bind("made", UuidV7.next())
        .bind("expired", now.minus(KEPT))
        .bind("abandoned", now.minus(ABANDONED))
        .mapTo(UUID.class)
        .findOne();
  }

  private static Optional<Row> find(Handle handle, Key key) {
    return bind(
            handle.createQuery(
                """
                SELECT request, status, headers, body FROM idempotency_keys
                WHERE account = :account AND key = :key AND operation = :operation
                """),
            key)
        .map(
            (rows, _) ->
                new Row(
                    Sha256.ofBytes(rows.getBytes("request")),
                    rows.getObject("status", Integer.class),
                    rows.getString("headers"),
                    rows.getString("body")))
        .findOne();
  }

  private static Claim judge(Row row, Sha256 request) {
    if (!row.request().equals(request)) {
      return new Claim.OtherRequest();
    }
    return row.status() == null
        ? new Claim.InProgress()
        : new Claim.Done(new StoredReply(row.status(), headers(row.headers()), row.body()));
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Key key) {
    return statement
        .bind("account", key.account())
        .bind("key", key.key())
        .bind("operation", key.operation());
  }

  private static String lines(List<Map.Entry<String, String>> headers) {
    return headers.stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static List<Map.Entry<String, String>> headers(String lines) {
    return lines
        .lines()
        .map(line -> line.split(": ", 2))
        .map(parts -> Map.entry(parts[0], parts[1]))
        .toList();
  }
}
