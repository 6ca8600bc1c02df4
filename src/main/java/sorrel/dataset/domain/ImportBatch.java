package sorrel.dataset.domain;

import java.util.List;
import java.util.UUID;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * Some entries of an archive in a row, to be added at once or not at all.
 *
 * @param change the id under which the model counts them
 * @param from the first entry
 * @param to the entry after the last
 * @param images ready ones, whose bytes are stored, and refused ones
 * @param tally the rest; refused ones are counted in it too
 * @param statistics of all pictures up to the last, as JSON
 */
public record ImportBatch(
    TaskId importId,
    ModelId model,
    UUID change,
    int from,
    int to,
    List<NewImage> images,
    ImportTally tally,
    String statistics) {
  public ImportBatch {
    images = List.copyOf(images);
  }
}
