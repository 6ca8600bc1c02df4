package sorrel.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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

  /** While a network computes, others prepare and describe pictures. */
  private static final int THREADS = 3;

  private final Network network;
  private final DatasetCache.Open open;
  private final FeatureTable.Draft draft;
  private final Helpers helpers;
  private final BooleanSupplier cancelled;

  private TableBuilder(
      Network network,
      DatasetCache.Open open,
      FeatureTable.Draft draft,
      Helpers helpers,
      BooleanSupplier cancelled) {
    this.network = network;
    this.open = open;
    this.draft = draft;
    this.helpers = helpers;
    this.cancelled = cancelled;
  }

  /**
   * The table of all pictures, or of as many to learn from as fit beside those that check and test.
   *
   * @param classes what the labels mean, in order
   * @throws CancellationException if it was told to stop
   */
  static FeatureTable of(
      Network network,
      DatasetCache.Open open,
      List<ClassId> classes,
      Helpers helpers,
      BooleanSupplier cancelled) {
    byte[] first = new byte[open.data().shape().size()];
    int width = network.features(first, 1)[0].length;
    TableBuilder builder =
        new TableBuilder(network, open, new FeatureTable.Draft(width, classes), helpers, cancelled);
    int left = FeatureTable.rowsMax(width);
    for (Part part : List.of(Part.TESTING, Part.VALIDATION, Part.TRAINING)) {
      int count = Math.min(open.data().count(part), left);
      builder.add(part, count);
      left -= count;
    }
    return builder.draft.done();
  }

  private void add(Part part, int count) {
    Deque<Future<Batch>> ahead = new ArrayDeque<>();
    try (ExecutorService threads = helpers.pool(THREADS)) {
      try {
        for (int first = 0; first < count; first += BATCH) {
          int from = first;
          int size = Math.min(BATCH, count - first);
          ahead.add(threads.submit(() -> batch(part, from, size)));
          if (ahead.size() > 2 * THREADS) {
            add(part, ahead.remove());
          }
        }
        while (!ahead.isEmpty()) {
          add(part, ahead.remove());
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** What is known of some pictures, the first of which is at a place of a part. */
  private record Batch(int first, List<Traits> traits) {}

  private Batch batch(Part part, int first, int count) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
    TrainingData data = open.data();
    int size = data.shape().size();
    byte[] images = new byte[count * size];
    for (int i = 0; i < count; i++) {
      data.read(data.image(part, first + i), images, i * size);
    }
    float[][] features = network.features(images, count);
    List<Traits> traits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traits.add(new Traits(features[i], Look.of(images, i * size, data.shape())));
    }
    return new Batch(first, traits);
  }

  private void add(Part part, Future<Batch> coming) {
    Batch batch = Helpers.result(coming);
    TrainingData data = open.data();
    for (int i = 0; i < batch.traits().size(); i++) {
      int image = data.image(part, batch.first() + i);
      Sha256 picture = open.pictures().get(image);
      draft.add(new FeatureTable.Row(picture, data.label(image), part), batch.traits().get(i));
    }
  }
}
