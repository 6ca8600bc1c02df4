package sorrel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import sorrel.kernel.ClassId;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ModelFolders;
import sorrel.kernel.ModelId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TrainingJob.Learning;
import sorrel.training.engine.PixelCache;
import sorrel.training.engine.PixelCacheWriter;

/**
 * The decoded pictures of a run on this node: decoded once, then mapped into memory by each job.
 *
 * <p>A cache belongs to a model, its pictures at one time, an image pipeline and an order of
 * classes. Making one for a model removes the model's older ones.
 */
public final class DatasetCache {
  /** Files read ahead of the decoders. */
  private static final int READ_AHEAD = 256;

  private final Path folder;
  private final ImageSource images;
  private final PictureDecoder decoder;
  private final ThreadFactory helpers;
  private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final NearPictures near;

  /**
   * Caches in a folder.
   *
   * @param helpers makes the threads that decode
   */
  public DatasetCache(
      Path folder, ImageSource images, PictureDecoder decoder, ThreadFactory helpers) {
    this.folder = folder;
    this.images = images;
    this.decoder = decoder;
    this.helpers = helpers;
    this.near = NearPictures.in(folder);
  }

  /**
   * Pictures ready to be learned from; close it after use.
   *
   * @param pictures which picture is at each place of the data
   */
  public record Open(TrainingData data, List<Sha256> pictures, PixelCache pixels)
      implements AutoCloseable {
    @Override
    public void close() {
      pixels.close();
    }
  }

  /** The pictures that are there, those used last first; does not block. */
  public List<DecodedPictures> near() {
    return near.newest(RunnerTraits.NEAR_MAX);
  }

  /**
   * Opens the cache for a job, making it first if need be; blocking.
   *
   * @param cancelled asked for each picture that is decoded
   * @throws CancellationException if it was told to stop
   */
  public Open open(ModelId model, Learning learning, BooleanSupplier cancelled) {
    DecodedPictures name = DecodedPictures.of(model, learning);
    Path file = NearPictures.file(folder, name);
    ReentrantLock lock = locks.computeIfAbsent(file, each -> new ReentrantLock());
    lock.lock();
    try {
      Optional<LearningSet> known =
          Files.exists(file) ? LearningSet.read(labels(file)) : Optional.empty();
      LearningSet set = known.isPresent() ? known.get() : make(model, learning, file, cancelled);
      near.used(name);
      PixelCache pixels = PixelCache.open(file);
      return new Open(
          new TrainingData(
              pixels.shape(),
              pixels.pixels(),
              set.labels(),
              set.of(Part.TRAINING),
              set.of(Part.VALIDATION),
              set.of(Part.TESTING)),
          Arrays.asList(set.pictures()),
          pixels);
    } finally {
      lock.unlock();
    }
  }

  private static Path labels(Path file) {
    return file.resolveSibling(file.getFileName() + ".labels");
  }

  private LearningSet make(ModelId model, Learning learning, Path file, BooleanSupplier cancelled) {
    near.erased(model);
    FileTrees.delete(file.getParent());
    createFolder(file.getParent());
    int count = images.count(model, learning.datasetUntil());
    LearningSet set = LearningSet.ofSize(count);
    Map<ClassId, Integer> places = places(learning.classes());
    try (PixelCacheWriter writer = new PixelCacheWriter(file, learning.pipeline().input(), count)) {
      decodeAll(model, learning, places, set, writer, cancelled);
      set.coverValidation(learning.classes().size());
      // The labels are on disk before the pixels get their name: who sees these finds those.
      set.write(labels(file));
      writer.finish();
    }
    return set;
  }

  private static Map<ClassId, Integer> places(List<ClassId> classes) {
    Map<ClassId, Integer> places = new HashMap<>();
    for (ClassId each : classes) {
      places.put(each, places.size());
    }
    return places;
  }

  private void decodeAll(
      ModelId model,
      Learning learning,
      Map<ClassId, Integer> places,
      LearningSet set,
      PixelCacheWriter writer,
      BooleanSupplier cancelled) {
    int[] next = {0};
    Semaphore ahead = new Semaphore(READ_AHEAD);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    try (ExecutorService decoders =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), helpers)) {
      images.forEach(
          model,
          learning.datasetUntil(),
          every -> true,
          image -> {
            stopIf(cancelled);
            int index = next[0]++;
            ahead.acquireUninterruptibly();
            decoders.execute(
                () -> {
                  try {
                    stopIf(cancelled);
                    decode(image, index, learning, places, set, writer);
                  } catch (RuntimeException broken) {
                    failure.compareAndSet(null, broken);
                  } finally {
                    ahead.release();
                  }
                });
          });
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    // Pictures that were removed while they were read leave their places empty.
    byte[] nothing = new byte[learning.pipeline().input().size()];
    for (int index = next[0]; index < set.labels().length; index++) {
      writer.put(index, nothing);
    }
  }

  private static void stopIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  private void decode(
      ImageSource.LabelledImage image,
      int index,
      Learning learning,
      Map<ClassId, Integer> places,
      LearningSet set,
      PixelCacheWriter writer) {
    if (index >= set.labels().length) {
      return;
    }
    Integer label = places.get(image.entry().classId());
    Optional<byte[]> pixels = decoder.pixels(image.file(), learning.pipeline());
    // Without its pixels it is left out.
    writer.put(index, pixels.orElseGet(() -> new byte[learning.pipeline().input().size()]));
    if (pixels.isPresent() && label != null) {
      set.set(index, image.entry().sha256(), label, Parts.of(image.entry()));
    }
  }

  /** The models that this node keeps something of. */
  public Set<ModelId> models() {
    return ModelFolders.in(folder);
  }

  /** Removes a model's caches; a job that still reads one keeps its mapping. */
  public void erase(ModelId model) {
    near.erased(model);
    FileTrees.delete(folder.resolve(model.toString()));
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
