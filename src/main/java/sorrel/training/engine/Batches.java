package sorrel.training.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.TrainingData;

/**
 * Prepares the next batch on a thread of its own while the current one is learned from. Two batches
 * go round; no memory is taken for each.
 *
 * <p>Order and variations of an epoch follow from the recipe's seed and the epoch's number alone,
 * so a round that goes on from a checkpoint sees what an uninterrupted one would have seen.
 */
final class Batches implements AutoCloseable {
  private static final int SLOTS = 2;

  /** A batch on loan: hand it back by {@link #giveBack}. */
  static final class Batch {
    final TUint8 pixels;
    final TInt32 labels;
    private final byte[] bytes;
    private final int[] classes;

    private Batch(ImageShape shape, int size) {
      pixels = TUint8.tensorOf(Shape.of(size, shape.height(), shape.width(), shape.channels()));
      labels = TInt32.tensorOf(Shape.of(size));
      bytes = new byte[size * shape.size()];
      classes = new int[size];
    }
  }

  private final TrainingData data;
  private final Recipe recipe;
  private final int size;
  private final int firstEpoch;
  private final int epochs;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(SLOTS);
  private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(SLOTS);
  private final Batch[] slots = new Batch[SLOTS];
  private final Thread preparer;
  private volatile RuntimeException failure;

  Batches(TrainingData data, Recipe recipe, int size, int firstEpoch, int epochs) {
    this.data = data;
    this.recipe = recipe;
    this.size = size;
    this.firstEpoch = firstEpoch;
    this.epochs = epochs;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Batch(data.shape(), size);
      free.add(slots[i]);
    }
    preparer = Thread.ofPlatform().name("training-batches").daemon().start(this::prepare);
  }

  /** Batches in an epoch; images that do not fill one are left out, others each epoch. */
  int inAnEpoch() {
    return data.count(Part.TRAINING) / size;
  }

  /** Waits for the next batch. */
  Batch next() throws InterruptedException {
    Batch batch = ready.take();
    if (failure != null) {
      throw failure;
    }
    return batch;
  }

  void giveBack(Batch batch) {
    free.add(batch);
  }

  private void prepare() {
    try {
      int[] order = new int[data.count(Part.TRAINING)];
      byte[] picture = new byte[data.shape().size()];
      Augmenter augmenter = new Augmenter(data.shape(), recipe.augmentation());
      for (int epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++) {
        RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(recipe.seed() * 31 + epoch);
        shuffle(order, random);
        for (int batch = 0; batch < inAnEpoch(); batch++) {
          Batch slot = free.take();
          fill(slot, order, batch * size, picture, augmenter, random);
          ready.add(slot);
        }
      }
    } catch (InterruptedException e) {
      // The round is over.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
      // Wakes whoever waits; a slot is free, or the consumer holds it and will ask again.
      ready.offer(slots[0]);
    }
  }

  private void shuffle(int[] order, RandomGenerator random) {
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = data.image(Part.TRAINING, i);
    }
  }

  private void fill(
      Batch slot,
      int[] order,
      int first,
      byte[] picture,
      Augmenter augmenter,
      RandomGenerator random) {
    for (int i = 0; i < size; i++) {
      int image = order[first + i];
      data.read(image, picture, 0);
      augmenter.copy(picture, slot.bytes, i * picture.length, random);
      slot.classes[i] = data.label(image);
    }
    slot.pixels.asRawTensor().data().write(slot.bytes);
    slot.labels.asRawTensor().data().asInts().write(slot.classes);
  }

  @Override
  public void close() {
    preparer.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        preparer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    for (Batch slot : slots) {
      slot.pixels.close();
      slot.labels.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
