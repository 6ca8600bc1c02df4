package sorrel.dataset.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.dataset.domain.DatasetSize;
import sorrel.kernel.ModelId;

/**
 * The table {@code dataset_sizes}, which the database keeps with each change of the images: one row
 * a model, however many pictures it has.
 */
public final class DatasetSizes {
  private final Jdbi jdbi;

  public DatasetSizes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How much some models' datasets hold; one that never held anything is left out. Blocks. */
  public Map<ModelId, DatasetSize> of(Set<ModelId> models) {
    Map<ModelId, DatasetSize> sizes = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select model_id, pictures, bytes, bin_pictures, bin_bytes from dataset_sizes
                    where model_id = any(:models)
                    """)
                .bind("models", models.stream().map(ModelId::value).toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        Map.entry(
                            new ModelId(row.getObject("model_id", UUID.class)),
                            new DatasetSize(
                                row.getLong("pictures"),
                                row.getLong("bytes"),
                                row.getLong("bin_pictures"),
                                row.getLong("bin_bytes"))))
                .forEach(each -> sizes.put(each.getKey(), each.getValue())));
    return sizes;
  }
}
