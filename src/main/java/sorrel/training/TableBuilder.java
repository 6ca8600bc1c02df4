package sorrel.training;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.Look;
import sorrel.head.domain.Traits;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.training.domain.TrainingData;

/** One pass of a network over the pictures of a run. */
final class TableBuilder {
  /** Pictures in a batch; what larger ones would save is little beside the memory they take. */
  private static final int BATCH = 32;

  private final Network network;
  private final DatasetCache.Open open;
  private final FeatureTable.Draft draft;
  private final BooleanSupplier cancelled;

  private TableBuilder(
      Network network,
      DatasetCache.Open open,
      FeatureTable.Draft draft,
      BooleanSupplier cancelled) {
    this.network = network;
    this.open = open;
    this.draft = draft;
    this.cancelled = cancelled;
  }

  /**
   * The table of all pictures, or of as many to learn from as fit beside those that check and test.
   *
   * @param classes what the labels mean, in order
   * @throws CancellationException if it was told to stop
   */
  static FeatureTable of(
      Network network, DatasetCache.Open open, List<ClassId> classes, BooleanSupplier cancelled) {
    byte[] first = new byte[open.data().shape().size()];
    int width = network.features(first, 1)[0].length;
    TableBuilder builder =
        new TableBuilder(network, open, new FeatureTable.Draft(width, classes), cancelled);
    int left = FeatureTable.rowsMax(width);
    for (Part part : List.of(Part.TESTING, Part.VALIDATION, Part.TRAINING)) {
      int count = Math.min(open.data().count(part), left);
      builder.add(part, count);
      left -= count;
    }
    return builder.draft.done();
  }

  private void add(Part part, int count) {
    for (int first = 0; first < count; first += BATCH) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      add(part, first, Math.min(BATCH, count - first));
    }
  }

  private void add(Part part, int first, int count) {
    TrainingData data = open.data();
    int size = data.shape().size();
    byte[] images = new byte[count * size];
    for (int i = 0; i < count; i++) {
      data.read(data.image(part, first + i), images, i * size);
    }
    float[][] features = network.features(images, count);
    for (int i = 0; i < count; i++) {
      int image = data.image(part, first + i);
      Sha256 picture = open.pictures().get(image);
      Traits traits = new Traits(features[i], Look.of(images, i * size, data.shape()));
      draft.add(new FeatureTable.Row(picture, data.label(image), part), traits);
    }
  }
}
