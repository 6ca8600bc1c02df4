package sorrel.training.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.TrainingData;

/**
 * Measures the memory that a round of training takes, beside what {@link
 * Architecture#bytesLearning} says, on pictures in a file that may be larger than the memory of the
 * machine. Needs Linux, whose {@code /proc/self/status} tells memory of the process's own from
 * pages of files, which are given back whenever something else needs room.
 */
public final class MemoryBenchmark {
  private static final int CLASSES = 10;
  private static final long POLL_NANOS = 5_000_000;

  /** Reports of progress that are waited for: some seconds. */
  private static final int REPORTS = 8;

  private static final long MIB = 1 << 20;

  private final TrainingThreads threads;
  private final PrintStream out;

  /** Measures with so many threads. */
  public MemoryBenchmark(TrainingThreads threads, PrintStream out) {
    this.threads = threads;
    this.out = out;
  }

  /**
   * Prints a table: for each network that competes for so many pictures, what a round is said to
   * take and what it took at most.
   *
   * @param folder where the file of pictures is made and removed
   * @param pictures at least 300
   * @param memory what training may take, bytes
   */
  public void run(Path folder, ImageShape input, int pictures, long memory) throws IOException {
    Path file = Files.createTempFile(folder, "pictures", null);
    try (Arena arena = Arena.ofShared();
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long bytes = (long) pictures * input.size();
      MemorySegment pixels = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      fill(pixels);
      out.printf(
          "%,d pictures of %s, %,d MiB in a file; training may take %,d MiB%n",
          pictures, input, bytes / MIB, memory / MIB);
      out.printf("%-22s %6s %12s %12s%n", "", "batch", "said, MiB", "took, MiB");
      TrainingData data = data(input, pixels, pictures);
      TensorFlowTrainingEngine engine = new TensorFlowTrainingEngine(threads);
      // What one network took may be kept for the next, so all are held against the beginning.
      long before = anonymous();
      for (Architecture network : Architectures.candidates(input, CLASSES, pictures, true)) {
        row(engine, network, data, pictures, memory, folder, before);
      }
    } finally {
      Files.delete(file);
    }
  }

  private void row(
      TensorFlowTrainingEngine engine,
      Architecture network,
      TrainingData data,
      int pictures,
      long memory,
      Path folder,
      long before)
      throws IOException {
    Recipe recipe =
        Recipe.forDataset(network, pictures, Augmentation.NONE, 1).within(network, memory);
    Path checkpoint = Files.createTempFile(folder, "checkpoint", null);
    try {
      long peak;
      try (Watch watch = new Watch()) {
        engine.train(
            new RoundOrder(network, recipe.planning(1), Optional.empty(), checkpoint, 1),
            data,
            new Steps());
        peak = watch.stop();
      }
      out.printf(
          "%-22s %6d %,12d %,12d%n",
          network.name(),
          recipe.batch(),
          network.bytesLearning(recipe.batch()) / MIB,
          (peak - before) / MIB);
    } finally {
      Files.delete(checkpoint);
    }
  }

  /** Pages that differ, so that none can be shared or left out. */
  private static void fill(MemorySegment pixels) {
    for (long at = 0; at < pixels.byteSize(); at += MIB) {
      long size = Math.min(MIB, pixels.byteSize() - at);
      pixels.asSlice(at, size).fill((byte) (at / MIB));
    }
  }

  private static TrainingData data(ImageShape input, MemorySegment pixels, int pictures) {
    int[] labels = IntStream.range(0, pictures).map(i -> i % CLASSES).toArray();
    int[] validation = IntStream.range(0, pictures / 10).toArray();
    int[] training = IntStream.range(pictures / 10, pictures).toArray();
    return new TrainingData(input, pixels, labels, training, validation, new int[0]);
  }

  /** Memory of the process's own, in bytes: what no file can give back. */
  private static long anonymous() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(number -> Long.parseLong(number) * 1024)
          .findFirst()
          .orElseThrow(() -> new IOException("/proc/self/status does not say RssAnon"));
    } catch (IOException absent) {
      throw new UncheckedIOException("Memory is measured on Linux only", absent);
    }
  }

  /** Ends a round after some reports. */
  private static final class Steps implements Progress {
    private final AtomicInteger reports = new AtomicInteger();

    @Override
    public void at(Moment moment) {
      reports.incrementAndGet();
    }

    @Override
    public boolean cancelled() {
      return reports.get() >= REPORTS;
    }
  }

  /** Looks at the memory until it is closed. */
  private static final class Watch implements AutoCloseable {
    private final Thread thread = Thread.ofPlatform().daemon().start(this::look);
    private volatile boolean over;
    private volatile long peak;

    private void look() {
      while (!over) {
        peak = Math.max(peak, anonymous());
        LockSupport.parkNanos(POLL_NANOS);
      }
    }

    /** The most that was seen, in bytes. */
    long stop() {
      over = true;
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return peak;
    }

    @Override
    public void close() {
      stop();
    }
  }
}
