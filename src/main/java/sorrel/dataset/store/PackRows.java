package sorrel.dataset.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.PackSlice;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;

/** Which pictures lie in which pack, those in the bin too. All calls block. */
public final class PackRows {
  private static final List<String> TABLES = List.of("images", "bin_pictures");

  private final Jdbi jdbi;

  public PackRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A picture and where it lies. */
  public record Placed(ImageId id, PackSlice slice) {}

  /** The pictures of some packs of a model; a pack without any is left out. Reads all rows. */
  public Map<Sha256, List<Placed>> of(ModelId model, Set<Sha256> packs) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, pack, pack_offset, length from images
                    where model_id = :model and pack in (<packs>)
                    union all
                    select id, pack, pack_offset, length from bin_pictures
                    where model_id = :model and pack in (<packs>)
                    order by pack_offset
                    """)
                .bind("model", model.value())
                .bindList("packs", packs.stream().map(Sha256::bytes).toList())
                .map(
                    (row, _) ->
                        new Placed(
                            new ImageId(row.getObject("id", UUID.class)),
                            new PackSlice(
                                Sha256.ofBytes(row.getBytes("pack")),
                                row.getLong("pack_offset"),
                                row.getInt("length"))))
                .stream()
                .collect(
                    Collectors.groupingBy(
                        each -> each.slice().pack(), HashMap::new, Collectors.toList())));
  }

  /**
   * Has pictures lie elsewhere, unless they went meanwhile.
   *
   * @param pack where they all lie
   * @param to the other pack
   * @param offsets where each of them begins there, in the same order
   * @return how many pictures were there still
   */
  public int move(
      ModelId model, Sha256 pack, List<Placed> pictures, Sha256 to, List<Long> offsets) {
    return jdbi.inTransaction(
        handle -> {
          ModelLock.take(handle, model);
          return TABLES.stream()
              .mapToInt(table -> move(handle, table, pack, pictures, to, offsets))
              .sum();
        });
  }

  private static int move(
      Handle handle,
      String table,
      Sha256 pack,
      List<Placed> pictures,
      Sha256 to,
      List<Long> offsets) {
    return handle
        .createUpdate(
            """
            update <table> as picture set pack = :to, pack_offset = moved.new_offset
            from unnest(:ids, :old, :new) as moved(id, old_offset, new_offset)
            where picture.id = moved.id and pack = :pack and pack_offset = moved.old_offset
            """)
        .define("table", table)
        .bind("to", to.bytes())
        .bind("pack", pack.bytes())
        .bindArray("ids", UUID.class, pictures.stream().map(each -> each.id().value()).toList())
        .bindArray("old", Long.class, pictures.stream().map(each -> each.slice().offset()).toList())
        .bindArray("new", Long.class, offsets)
        .execute();
  }
}
