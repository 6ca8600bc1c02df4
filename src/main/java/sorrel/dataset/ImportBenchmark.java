package sorrel.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.PictureRoom;
import sorrel.dataset.store.ImageBytes;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.dataset.worker.ImportTasks;
import sorrel.dataset.worker.Reception;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.blobs.FolderBlobSpaces;
import sorrel.platform.config.Settings;
import sorrel.platform.persistence.Database;
import sorrel.platform.persistence.EmbeddedPostgres;
import sorrel.task.domain.Task;

/** Times imports of a zip into a fresh database that syncs, and reading the images back. */
public final class ImportBenchmark {
  private static final int CONNECTIONS = 10;
  private static final int SINGLES = 50;
  private static final int SIDE = 32;

  private ImportBenchmark() {}

  /**
   * Prints a line a round, the second one of which has warm code; then what one picture takes that
   * comes alone.
   *
   * @param turns imports after that without looking for kin, each followed by one with it
   * @throws IOException when the zip cannot be read, or the disk fails
   */
  public static void run(PrintStream out, Path zip, int turns) throws IOException {
    Path folder = Files.createTempDirectory("sorrel-bench-import");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"));
        Database database = Database.open(postgres.address(), CONNECTIONS)) {
      Bench bench = new Bench(out, zip, database, folder.resolve("blobs"), new Owner());
      ImportOptions options = ImportOptions.of(Settings.of(Map.of()));
      try (Datasets datasets = bench.datasets(options, new Ended())) {
        ModelId model = ModelId.next();
        bench.round(options);
        bench.round(options, model);
        bench.singles(datasets, model);
      }
      bench.turns(options, turns);
    } finally {
      delete(folder);
    }
  }

  /** What an import took, in seconds, of the clock and of this process on all cores. */
  private record Took(double seconds, double busy) {}

  private record Bench(PrintStream out, Path zip, Database database, Path blobs, Owner owner) {
    Datasets datasets(ImportOptions options, Ended ended) throws IOException {
      return new Datasets(
          new Datasets.Surroundings(
              database,
              new FolderBlobSpaces(blobs),
              owner,
              PictureRoom.endless(),
              ended,
              new ObjectMapper(),
              options,
              InstantSource.system(),
              ImportStep.Observer.none()));
    }

    /** Imports in turns, so that both have the same of whatever else the machine does. */
    void turns(ImportOptions options, int turns) throws IOException {
      List<Took> without = new ArrayList<>();
      List<Took> with = new ArrayList<>();
      for (int turn = 0; turn < turns; turn++) {
        without.add(round(options.withoutKin()));
        with.add(round(options));
      }
      if (turns > 0) {
        out.printf(
            Locale.ROOT,
            "kin, in the middle of %d turns: %.2f s with it, %.2f s without, %.3f times;"
                + " of this process's processor time %.3f times%n",
            turns,
            middle(with, Took::seconds),
            middle(without, Took::seconds),
            middle(with, Took::seconds) / middle(without, Took::seconds),
            middle(with, Took::busy) / middle(without, Took::busy));
      }
    }

    private static double middle(List<Took> took, ToDoubleFunction<Took> figure) {
      return took.stream().mapToDouble(figure).sorted().toArray()[took.size() / 2];
    }

    /** Adds drawn pictures to a model that has those of the zip and to one without, in turns. */
    void singles(Datasets datasets, ModelId model) throws IOException {
      ModelId empty = ModelId.next();
      ClassId to = owner.classes(model).orElseThrow().getFirst().id();
      Random random = new Random(1);
      double[] full = new double[SINGLES];
      double[] alone = new double[SINGLES];
      for (int i = 0; i < SINGLES; i++) {
        byte[] file = drawn(random);
        alone[i] = single(datasets, empty, to, file);
        full[i] = single(datasets, model, to, file);
      }
      double first = full[0];
      Arrays.sort(full);
      Arrays.sort(alone);
      out.printf(
          Locale.ROOT,
          "one picture added to them: %.1f ms in the middle of %d, %.1f ms at most, %.1f ms the"
              + " first; to a model without: %.1f ms, %.1f ms at most%n",
          full[SINGLES / 2],
          SINGLES,
          full[SINGLES - 1],
          first,
          alone[SINGLES / 2],
          alone[SINGLES - 1]);
    }

    private static byte[] drawn(Random random) throws IOException {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      for (int at = 0; at < SIDE * SIDE; at++) {
        image.setRGB(at % SIDE, at / SIDE, random.nextInt());
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(image, "png", file);
      return file.toByteArray();
    }

    private static double single(Datasets datasets, ModelId model, ClassId to, byte[] file)
        throws IOException {
      long start = System.nanoTime();
      var _ = datasets.add(model, to, Optional.empty(), Optional.empty(), file);
      return (System.nanoTime() - start) / 1e6;
    }

    /** Imports into a model that goes again. */
    Took round(ImportOptions options) throws IOException {
      ModelId model = ModelId.next();
      Took took = round(options, model);
      try (Datasets datasets = datasets(options, new Ended())) {
        datasets.erase(model);
      }
      return took;
    }

    Took round(ImportOptions options, ModelId model) throws IOException {
      Ended ended = new Ended();
      try (Datasets datasets = datasets(options, ended)) {
        datasets.start();
        return round(datasets, ended, model, options.kin() ? "" : " without kin");
      }
    }

    private Took round(Datasets datasets, Ended ended, ModelId model, String how)
        throws IOException {
      Path upload = datasets.uploadFile(model);
      Files.copy(zip, upload, StandardCopyOption.REPLACE_EXISTING);
      double busy = busy();
      long start = System.nanoTime();
      Reception.Received received = datasets.receive(AccountId.next(), model, upload);
      if (!(received instanceof Reception.Received.Accepted accepted)) {
        throw new IOException("the zip was not accepted: " + received);
      }
      double receiving = (System.nanoTime() - start) / 1e9;
      Task task = ended.of(accepted.task().id()).join();
      Took took = new Took((System.nanoTime() - start) / 1e9, busy() - busy);
      start = System.nanoTime();
      AtomicLong bytes = new AtomicLong();
      int images = datasets.count(model, Instant.now());
      try (ImageBytes packs = datasets.bytes(model)) {
        datasets.forEach(
            model, Instant.now(), image -> bytes.addAndGet(packs.read(image.slice()).length));
      }
      double reading = (System.nanoTime() - start) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s%s: %s, %d pictures in %.2f s (%.0f pictures/s), of which accepting %.2f s;"
              + " read back %d MB in %.2f s%n",
          zip.getFileName(),
          how,
          task.status().name().toLowerCase(Locale.ROOT),
          images,
          took.seconds(),
          images / took.seconds(),
          receiving,
          bytes.get() >> 20,
          reading);
      return took;
    }

    private static double busy() {
      return ProcessHandle.current()
          .info()
          .totalCpuDuration()
          .map(each -> each.toMillis() / 1e3)
          .orElse(Double.NaN);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  /** Tasks whose end can be waited for. */
  private static final class Ended implements ImportTasks {
    private final Map<TaskId, CompletableFuture<Task>> ends = new HashMap<>();

    synchronized CompletableFuture<Task> of(TaskId id) {
      return ends.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    @Override
    public CompletionStage<Void> record(Task task) {
      if (task.finished()) {
        of(task.id()).complete(task);
      }
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void show(Task task) {
      // Nobody watches.
    }
  }

  /** A model that takes everything. */
  private static final class Owner implements DatasetOwner {
    private final Map<ModelId, List<DatasetClass>> classes = new HashMap<>();

    @Override
    public synchronized Optional<List<DatasetClass>> classes(ModelId model) {
      return Optional.of(classes.getOrDefault(model, List.of()));
    }

    @Override
    public synchronized Opening open(ModelId model, TaskId importId, List<DatasetClass> wanted) {
      classes.put(model, new ArrayList<>(wanted));
      return new Opening.Opened(wanted);
    }

    @Override
    public Returning restore(ModelId model, DatasetClass removed) {
      return new Returning.Returned(removed.id());
    }

    @Override
    public Counting count(DatasetChange change) {
      return Counting.COUNTED;
    }

    @Override
    public void close(ModelId model, TaskId importId, Optional<ImagePipeline> suggested) {
      // There is nothing to end.
    }
  }
}
