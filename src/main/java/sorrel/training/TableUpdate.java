package sorrel.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.Look;
import sorrel.head.domain.Traits;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.TrainingJob.Fitting;

/**
 * Brings a table of features up to date with a model's pictures: only pictures that it does not
 * have yet are read and go through the network; those that are gone or changed their class are
 * taken out or moved.
 */
final class TableUpdate {
  /** Pictures in a batch of the network. */
  private static final int BATCH = 32;

  /** Pictures decoded ahead of the network. */
  private static final int AHEAD = 128;

  /** Of files that were read and not decoded yet; the largest that is taken has 25 MB. */
  private static final int FILE_BYTES_AHEAD = 64 << 20;

  /** Batches run to see how fast the network is; the first is not measured. */
  private static final int TRIALS = 3;

  private final Network network;
  private final Fitting fitting;
  private final ImageSource images;
  private final PictureDecoder decoder;
  private final Duration soon;
  private final Helpers helpers;
  private final BooleanSupplier cancelled;
  private final IntConsumer progress;
  private final Set<Sha256> seen = new HashSet<>();
  private final long began = System.nanoTime();
  private FeatureTable.Draft draft;
  private Draw draw = Draw.ofAll();
  private int done;

  /** A picture that was read; without pixels if it cannot be any more. */
  private record Decoded(FeatureTable.Row row, Optional<byte[]> pixels) {}

  /**
   * An update by one network.
   *
   * @param soon how long all of it may take, about, where some of the new pictures are enough for
   *     now
   * @param helpers decode and have the network calculate
   * @param progress hears how many pictures went through the network
   */
  TableUpdate(
      Network network,
      Fitting fitting,
      ImageSource images,
      PictureDecoder decoder,
      Duration soon,
      Helpers helpers,
      BooleanSupplier cancelled,
      IntConsumer progress) {
    this.network = network;
    this.fitting = fitting;
    this.images = images;
    this.decoder = decoder;
    this.soon = soon;
    this.helpers = helpers;
    this.cancelled = cancelled;
    this.progress = progress;
  }

  /**
   * The table of all pictures of the classes to be told apart; to be called once.
   *
   * @param base an earlier table of the same network
   * @throws CancellationException if it was told to stop
   */
  FeatureTable of(ModelId model, Optional<FeatureTable> base) {
    draft =
        base.map(table -> table.edit(fitting.classes()))
            .orElseGet(() -> new FeatureTable.Draft(width(), fitting.classes()));
    if (fitting.soon()) {
      draw = draw(model);
    }
    read(model);
    draft.pictures().stream().filter(each -> !seen.contains(each)).forEach(draft::remove);
    draft.cover();
    return draft.done();
  }

  private Draw draw(ModelId model) {
    Map<ClassId, Integer> missing = missing(model);
    int atOnce = inTime(nanosEach());
    int all = missing.values().stream().mapToInt(Integer::intValue).sum();
    return all <= atOnce ? Draw.ofAll() : new Draw(missing, atOnce);
  }

  /** How many new pictures can be seen in what is left of the time, at least a batch. */
  private int inTime(double nanosEach) {
    double left = (double) soon.toNanos() - (System.nanoTime() - began);
    return (int) Math.clamp(left / Math.max(1, nanosEach), BATCH, Integer.MAX_VALUE);
  }

  /**
   * How many pictures the table does not have, by class: so many at least, since it may have some
   * that went. Looking at each would take as long as looking for those to read.
   */
  private Map<ClassId, Integer> missing(ModelId model) {
    Map<ClassId, Integer> missing = new HashMap<>(images.counts(model, fitting.datasetUntil()));
    missing.keySet().retainAll(fitting.classes());
    for (Sha256 picture : draft.pictures()) {
      ClassId known = fitting.classes().get(draft.row(picture).orElseThrow().label());
      missing.merge(known, -1, Integer::sum);
    }
    missing.replaceAll((each, count) -> Math.max(0, count));
    return missing;
  }

  /** How long it takes to look at a picture in a batch of them. */
  private double nanosEach() {
    ImageShape shape = fitting.pipeline().input();
    byte[] batch = new byte[BATCH * shape.size()];
    network.features(batch, BATCH);
    long begun = System.nanoTime();
    for (int i = 1; i < TRIALS; i++) {
      network.features(batch, BATCH);
      for (int picture = 0; picture < BATCH; picture++) {
        Look.of(batch, picture * shape.size(), shape);
      }
    }
    return (System.nanoTime() - begun) / (double) ((TRIALS - 1) * BATCH);
  }

  private int width() {
    return network.features(new byte[fitting.pipeline().input().size()], 1)[0].length;
  }

  private void read(ModelId model) {
    BlockingQueue<Optional<Future<Decoded>>> queue = new ArrayBlockingQueue<>(AHEAD);
    Semaphore room = new Semaphore(FILE_BYTES_AHEAD);
    // The reader is no virtual thread: helpers wake it, and would start its carriers.
    try (ExecutorService reader = Executors.newSingleThreadExecutor();
        ExecutorService calculating = helpers.pool(1);
        ExecutorService decoders = helpers.pool(Runtime.getRuntime().availableProcessors())) {
      Future<?> reading =
          reader.submit(
              () -> {
                try {
                  images.forEach(
                      model,
                      fitting.datasetUntil(),
                      this::wanted,
                      image -> put(queue, Optional.of(decoding(image, decoders, room))));
                } finally {
                  put(queue, Optional.empty());
                }
              });
      try {
        drain(queue, calculating);
        reading.get();
      } finally {
        // What still waits to be put finds its way, and the threads their end.
        reading.cancel(true);
        decoders.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a picture could not be read", failure.getCause());
    }
  }

  /** Waits until there is room for the file, and has it decoded. */
  private Future<Decoded> decoding(
      ImageSource.LabelledImage image, ExecutorService decoders, Semaphore room) {
    int bytes = Math.min(image.file().length, FILE_BYTES_AHEAD);
    try {
      room.acquire(bytes);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    return decoders.submit(
        () -> {
          try {
            return decoded(image);
          } finally {
            room.release(bytes);
          }
        });
  }

  private static <T> void put(BlockingQueue<T> queue, T item) {
    try {
      queue.put(item);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** Keeps the table in step with a picture, and says whether its features are missing. */
  private boolean wanted(ImageSource.Entry image) {
    int label = fitting.classes().indexOf(image.classId());
    if (label < 0 || cancelled.getAsBoolean()) {
      return false;
    }
    seen.add(image.sha256());
    Optional<FeatureTable.Row> known;
    synchronized (seen) {
      known = draft.row(image.sha256());
      known
          .map(row -> moved(row, label, Parts.of(image)))
          .filter(row -> !known.get().equals(row))
          .ifPresent(draft::move);
      return known.isEmpty() && !draft.isFull() && drawn(image, label);
    }
  }

  private boolean drawn(ImageSource.Entry image, int label) {
    boolean drawn = draw.has(image.classId(), image.sha256());
    if (!drawn && Parts.of(image) == Part.TRAINING) {
      draft.leave(label);
    }
    return drawn;
  }

  /** A picture keeps its part, which may not be that of its hash, unless it changed its split. */
  private static FeatureTable.Row moved(FeatureTable.Row row, int label, Part part) {
    boolean sameSplit = (row.part() == Part.TESTING) == (part == Part.TESTING);
    return new FeatureTable.Row(row.picture(), label, sameSplit ? row.part() : part);
  }

  private Decoded decoded(ImageSource.LabelledImage image) {
    int label = fitting.classes().indexOf(image.entry().classId());
    return new Decoded(
        new FeatureTable.Row(image.entry().sha256(), label, Parts.of(image.entry())),
        decoder.pixels(image.file(), fitting.pipeline()));
  }

  private void drain(BlockingQueue<Optional<Future<Decoded>>> queue, ExecutorService calculating)
      throws InterruptedException, ExecutionException {
    List<Decoded> batch = new ArrayList<>();
    Optional<Future<Decoded>> next = queue.take();
    while (next.isPresent()) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      Decoded decoded = next.get().get();
      if (decoded.pixels().isPresent()) {
        batch.add(decoded);
      }
      if (batch.size() == BATCH) {
        add(batch, calculating);
        batch.clear();
      }
      next = queue.take();
    }
    if (!batch.isEmpty()) {
      add(batch, calculating);
    }
  }

  private void add(List<Decoded> batch, ExecutorService calculating) {
    int size = fitting.pipeline().input().size();
    byte[] images = new byte[batch.size() * size];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.get(i).pixels().orElseThrow(), 0, images, i * size, size);
    }
    float[][] features =
        Helpers.result(calculating.submit(() -> network.features(images, batch.size())));
    for (int i = 0; i < batch.size(); i++) {
      Look look = Look.of(images, i * size, fitting.pipeline().input());
      Traits traits = new Traits(features[i], look);
      synchronized (seen) {
        draft.add(batch.get(i).row(), traits);
      }
    }
    done += batch.size();
    progress.accept(done);
  }
}
