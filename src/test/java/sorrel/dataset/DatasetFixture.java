package sorrel.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.domain.PictureRoom;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.dataset.worker.Reception;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Split;
import sorrel.picture.PictureLimits;
import sorrel.platform.blobs.FolderBlobSpaces;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

/** Datasets over a real database and folder, with models and tasks in memory. */
public final class DatasetFixture {
  public static final AccountId ANNA = AccountId.of("01930e5a-0000-7000-8000-000000000001");

  /** Small batches, so that a test has several. */
  public static final ImportOptions OPTIONS =
      new ImportOptions(
          ArchiveLimits.DEFAULT,
          PictureLimits.DEFAULT,
          300,
          1 << 20,
          2,
          2,
          1 << 20,
          Duration.ofDays(30),
          true);

  public final FakeModels models = new FakeModels();
  public final FakeTasks tasks = new FakeTasks();
  public final Path folder;
  private PictureRoom room = PictureRoom.endless();
  private Duration ahead = Duration.ZERO;
  private final TestDatabase database;

  public DatasetFixture(TestDatabase database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /** What accounts may have from the next process on. */
  public void limit(PictureRoom room) {
    this.room = room;
  }

  /** Lets all clocks jump. */
  public void later(Duration time) {
    ahead = ahead.plus(time);
  }

  /** A process's datasets that keep removed pictures for so long; not started. */
  public Datasets datasets(Duration binKeep) {
    return datasets(
        new ImportOptions(
            OPTIONS.archive(),
            OPTIONS.picture(),
            OPTIONS.batchPictures(),
            OPTIONS.packBytes(),
            OPTIONS.importsAtOnce(),
            OPTIONS.threads(),
            OPTIONS.freeBytesMin(),
            binKeep,
            OPTIONS.kin()),
        ImportStep.Observer.none());
  }

  /** A process's datasets; not started. */
  public Datasets datasets() {
    return datasets(OPTIONS, ImportStep.Observer.none());
  }

  public Datasets datasets(ImportOptions options, ImportStep.Observer observer) {
    try {
      return new Datasets(
          new Datasets.Surroundings(
              database.database(),
              new FolderBlobSpaces(folder),
              models,
              room,
              tasks,
              new ObjectMapper(),
              options,
              () -> Instant.now().plus(ahead),
              observer));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Hands a zip in; returns its task, queued. */
  public Task receive(Datasets datasets, ModelId model, TestZip zip) {
    return switch (receive(datasets, model, zip.bytes())) {
      case Reception.Received.Accepted accepted -> accepted.task();
      case Reception.Received.Refused refused -> throw new AssertionError(refused.sentence());
      case Reception.Received.WithoutRoom without -> throw new AssertionError(without);
      case Reception.Received.TryAgain _ -> throw new AssertionError("try again");
    };
  }

  public Reception.Received receive(Datasets datasets, ModelId model, byte[] zip) {
    try {
      Path file = datasets.uploadFile(model);
      Files.write(file, zip);
      return datasets.receive(ANNA, model, file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Imports a zip and waits for its task's end. */
  public Task imported(ModelId model, TestZip zip) {
    try (Datasets datasets = datasets()) {
      datasets.start();
      return tasks.await(receive(datasets, model, zip).id());
    }
  }

  /** Ready images in the table, by label: training and testing. */
  public Map<String, List<Integer>> rows(ModelId model) {
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, String> labels = new TreeMap<>();
    models
        .classes(model)
        .orElseThrow()
        .forEach(each -> labels.put(each.id().toString(), each.label()));
    try (Datasets datasets = datasets()) {
      datasets.forEach(
          model,
          Instant.now(),
          image ->
              counts
                  .computeIfAbsent(labels.get(image.classId().toString()), _ -> new int[2])[
                  image.split() == Split.TRAINING ? 0 : 1]++);
    }
    Map<String, List<Integer>> rows = new TreeMap<>();
    counts.forEach((label, both) -> rows.put(label, List.of(both[0], both[1])));
    return rows;
  }

  /** Files in a model's blobs. */
  public long files(ModelId model) {
    Path space = folder.resolve(model.toString());
    if (!Files.exists(space)) {
      return 0;
    }
    try (var files = Files.walk(space)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How many rows a table has for a model. */
  public int rows(String table, ModelId model) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from " + table + " where model_id = :model")
                    .bind("model", model.value())
                    .mapTo(Integer.class)
                    .one());
  }
}
