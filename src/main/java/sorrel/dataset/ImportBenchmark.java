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
import javax.imageio.ImageIO;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner;
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
  private static final int ROUNDS = 2;
  private static final int CONNECTIONS = 10;
  private static final int SINGLES = 50;
  private static final int SIDE = 32;

  private ImportBenchmark() {}

  /**
   * Prints a line a round; the second one has warm code.
   *
   * @throws IOException when the zip cannot be read, or the disk fails
   */
  public static void run(PrintStream out, Path zip) throws IOException {
    Path folder = Files.createTempDirectory("sorrel-bench-import");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"));
        Database database = Database.open(postgres.address(), CONNECTIONS)) {
      Ended ended = new Ended();
      Owner owner = new Owner();
      try (Datasets datasets =
          new Datasets(
              new Datasets.Surroundings(
                  database,
                  new FolderBlobSpaces(folder.resolve("blobs")),
                  owner,
                  ended,
                  new ObjectMapper(),
                  ImportOptions.of(Settings.of(Map.of())),
                  InstantSource.system(),
                  ImportStep.Observer.none()))) {
        datasets.start();
        ModelId model = round(out, datasets, ended, zip);
        for (int round = 1; round < ROUNDS; round++) {
          model = round(out, datasets, ended, zip);
        }
        single(out, datasets, model, owner.classes(model).orElseThrow().getFirst().id());
      }
    } finally {
      delete(folder);
    }
  }

  /** Adds drawn pictures one by one to a model that has those of the zip. */
  private static void single(PrintStream out, Datasets datasets, ModelId model, ClassId to)
      throws IOException {
    Random random = new Random(1);
    double[] millis = new double[SINGLES];
    for (int i = 0; i < SINGLES; i++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      for (int at = 0; at < SIDE * SIDE; at++) {
        image.setRGB(at % SIDE, at / SIDE, random.nextInt());
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(image, "png", file);
      long start = System.nanoTime();
      var _ = datasets.add(model, to, Optional.empty(), Optional.empty(), file.toByteArray());
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "one picture added to them: %.1f ms in the middle of %d, %.1f ms at most%n",
        millis[SINGLES / 2],
        SINGLES,
        millis[SINGLES - 1]);
  }

  private static ModelId round(PrintStream out, Datasets datasets, Ended ended, Path zip)
      throws IOException {
    ModelId model = ModelId.next();
    Path upload = datasets.uploadFile(model);
    Files.copy(zip, upload, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    long start = System.nanoTime();
    Reception.Received received = datasets.receive(AccountId.next(), model, upload);
    if (!(received instanceof Reception.Received.Accepted accepted)) {
      throw new IOException("the zip was not accepted: " + received);
    }
    double receiving = (System.nanoTime() - start) / 1e9;
    Task task = ended.of(accepted.task().id()).join();
    double importing = (System.nanoTime() - start) / 1e9;
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
        "%s: %s, %d pictures in %.2f s (%.0f pictures/s), of which accepting %.2f s;"
            + " read back %d MB in %.2f s%n",
        zip.getFileName(),
        task.status().name().toLowerCase(Locale.ROOT),
        images,
        importing,
        images / importing,
        receiving,
        bytes.get() >> 20,
        reading);
    return model;
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
    public Counting count(DatasetChange change) {
      return Counting.COUNTED;
    }

    @Override
    public void close(ModelId model, TaskId importId, Optional<ImagePipeline> suggested) {
      // There is nothing to end.
    }
  }
}
