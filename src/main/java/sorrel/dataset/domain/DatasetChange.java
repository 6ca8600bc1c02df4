package sorrel.dataset.domain;

import java.util.List;
import java.util.UUID;
import sorrel.kernel.ModelId;

/**
 * A change of a model's images that is stored and that the model has to count, once.
 *
 * @param id the same however often it is sent
 * @param deltas one for each class concerned
 */
public record DatasetChange(UUID id, ModelId model, List<ClassDelta> deltas) {
  public DatasetChange {
    deltas = List.copyOf(deltas);
  }
}
