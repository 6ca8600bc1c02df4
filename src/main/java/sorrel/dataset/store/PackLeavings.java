package sorrel.dataset.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;

/** Packs that hold bytes of pictures that are gone for good. All calls block. */
public final class PackLeavings {
  private final Jdbi jdbi;

  public PackLeavings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A pack to look after.
   *
   * @param unusedSince since when no row names it, as far as is known
   */
  public record Leaving(ModelId model, Sha256 pack, Optional<Instant> unusedSince) {}

  /**
   * A statement's first part, which deletes rows and has their packs looked after at once; takes
   * what the deletion takes. The rows are {@code gone} in what follows.
   *
   * @param deletion {@code delete from ... where ...} of a table with a model and a pack
   */
  static String noting(String deletion) {
    return """
        with gone as (%s returning *),
        noted as (
          insert into pack_leavings (model_id, pack)
          select distinct model_id, pack from gone where pack is not null
          on conflict (model_id, pack) do update set due_at = excluded.due_at)
        """
        .formatted(deletion);
  }

  /** Has a pack looked after at once. */
  public void note(ModelId model, Sha256 pack) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into pack_leavings (model_id, pack) values (?, ?)
                on conflict (model_id, pack) do update set due_at = excluded.due_at
                """,
                model.value(),
                pack.bytes()));
  }

  /** Some packs that are due, which nobody else is given until a time. */
  public List<Leaving> claim(Instant now, Instant until, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update pack_leavings set due_at = :until
                    where (model_id, pack) in (
                      select model_id, pack from pack_leavings where due_at <= :now
                      order by due_at limit :limit for update skip locked)
                    returning model_id, pack, unused_since
                    """)
                .bind("now", Timestamp.from(now))
                .bind("until", Timestamp.from(until))
                .bind("limit", limit)
                .map(
                    (row, _) ->
                        new Leaving(
                            new ModelId(row.getObject("model_id", UUID.class)),
                            Sha256.ofBytes(row.getBytes("pack")),
                            Optional.ofNullable(row.getTimestamp("unused_since"))
                                .map(Timestamp::toInstant)))
                .list());
  }

  /** No row names the pack from now on; it is to be looked after again at a time. */
  public void unused(Leaving leaving, Instant now, Instant again) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update pack_leavings set unused_since = ?, due_at = ?
                where model_id = ? and pack = ?
                """,
                Timestamp.from(now),
                Timestamp.from(again),
                leaving.model().value(),
                leaving.pack().bytes()));
  }

  /** The pack is gone. */
  public void settled(Leaving leaving) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "delete from pack_leavings where model_id = ? and pack = ?",
                leaving.model().value(),
                leaving.pack().bytes()));
  }
}
