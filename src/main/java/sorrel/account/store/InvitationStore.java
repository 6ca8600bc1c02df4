package sorrel.account.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.account.domain.Invitation;
import sorrel.kernel.InvitationId;
import sorrel.kernel.Sha256;

/** The table {@code invitations}, of those that nobody has used; blocks. */
public final class InvitationStore {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbi jdbi;

  public InvitationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds an invitation unless there are {@code max} that hold; those that are over go.
   *
   * @return whether it was added
   */
  public boolean add(Invitation invitation, Sha256 hash, int max) {
    return jdbi.inTransaction(
        handle -> {
          // Counting and adding must be one step for two that come at once.
          handle.execute("LOCK TABLE invitations IN SHARE ROW EXCLUSIVE MODE");
          handle
              .createUpdate("DELETE FROM invitations WHERE expires_at <= :now")
              .bind("now", invitation.createdAt())
              .execute();
          return handle
                  .createUpdate(
                      """
                      INSERT INTO invitations (id, name, hash, created_at, expires_at)
                      SELECT :id, :name, :hash, :created, :expires
                      WHERE (SELECT count(*) FROM invitations) < :max
                      """)
                  .bind("id", invitation.id())
                  .bind("name", invitation.name())
                  .bind("hash", hash)
                  .bind("created", invitation.createdAt())
                  .bind("expires", invitation.expiresAt())
                  .bind("max", max)
                  .execute()
              == 1;
        });
  }

  /**
   * Those that hold, in the order in which they were made.
   *
   * @param after the last one of the page before
   * @param rowsMax how many to read
   */
  public List<Invitation> list(Instant now, Optional<InvitationId> after, int rowsMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM invitations WHERE expires_at > :now AND id > :after
                    ORDER BY id LIMIT :rows
                    """)
                .bind("now", now)
                .bind("after", after.map(InvitationId::value).orElse(BEFORE_ALL))
                .bind("rows", rowsMax)
                .map((rows, _) -> invitation(rows))
                .list());
  }

  /** Removes an invitation; false if there is none with this id. */
  public boolean remove(InvitationId id) {
    return jdbi.withHandle(
        handle ->
            handle.createUpdate("DELETE FROM invitations WHERE id = :id").bind("id", id).execute()
                == 1);
  }

  /** Whether the secret with this hash lets somebody in. */
  public boolean holds(Sha256 hash, Instant now) {
    return jdbi.withHandle(handle -> holds(handle, hash, now));
  }

  static boolean holds(Handle handle, Sha256 hash, Instant now) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM invitations WHERE hash = :hash AND expires_at > :now)")
        .bind("hash", hash)
        .bind("now", now)
        .mapTo(Boolean.class)
        .one();
  }

  static void use(Handle handle, Sha256 hash) {
    handle.createUpdate("DELETE FROM invitations WHERE hash = :hash").bind("hash", hash).execute();
  }

  private static Invitation invitation(ResultSet rows) throws SQLException {
    return new Invitation(
        InvitationId.of(rows.getString("id")),
        rows.getString("name"),
        rows.getTimestamp("created_at").toInstant(),
        rows.getTimestamp("expires_at").toInstant());
  }
}
