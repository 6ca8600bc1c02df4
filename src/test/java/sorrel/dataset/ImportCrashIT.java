package sorrel.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.kernel.ModelId;
import sorrel.picture.PictureLimits;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

/** Lets an import die after each of its steps, and goes on with another process's objects. */
class ImportCrashIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir Path folder;

  /** Dies when a step is reached for the n-th time, and tells when it has. */
  private static final class Death implements ImportStep.Observer {
    private final ImportStep at;
    private final AtomicInteger left;
    private final CountDownLatch died = new CountDownLatch(1);

    Death(ImportStep at, int time) {
      this.at = at;
      this.left = new AtomicInteger(time);
    }

    @Override
    public void reached(ImportStep step) {
      if (died.getCount() == 0) {
        throw new IllegalStateException("the process is dead");
      }
      if (step == at && left.decrementAndGet() == 0) {
        died.countDown();
        throw new IllegalStateException("the process dies after " + step);
      }
    }

    void await() {
      try {
        assertThat(died.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private static TestZip zip() {
    return new TestZip()
        .pictures("training/cat", 0, 600)
        .pictures("training/dog", 1000, 500)
        .with("training/dog/empty.png", new byte[0])
        .with("training/dog/same.png", TestZip.picture(1001))
        .pictures("testing/cat", 2000, 60)
        .pictures("testing/dog", 3000, 50)
        .with("testing/notes.txt", new byte[3]);
  }

  @ParameterizedTest
  @CsvSource({
    "ARCHIVE_OPENED, 1",
    "IMPORT_OPENED, 1",
    "CLASSES_FIXED, 1",
    "PACK_STORED, 1",
    "PACK_STORED, 2",
    "BATCH_COMMITTED, 1",
    "BATCH_COMMITTED, 2",
    "BATCH_COUNTED, 2",
    "PROGRESS_RECORDED, 1",
    "PROGRESS_RECORDED, 3",
    "ENDING_WRITTEN, 1",
    "CHANGES_COUNTED, 1",
    "IMPORT_CLOSED, 1",
    "TASK_ENDED, 1",
    "IMPORT_FORGOTTEN, 1"
  })
  void an_import_that_died_ends_with_the_same_counts(ImportStep step, int time) {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    Death death = new Death(step, time);
    Task task;
    try (Datasets dying = fixture.datasets(DatasetFixture.OPTIONS, death)) {
      dying.start();
      task = fixture.receive(dying, model, zip());
      death.await();
    }

    if (step != ImportStep.IMPORT_FORGOTTEN) {
      goOn(fixture);
    }

    Task ended = fixture.tasks.get(task.id());
    assertThat(ended.status()).isEqualTo(Task.Status.SUCCEEDED);
    JsonNode result = FakeTasks.json(ended.result().orElseThrow());
    assertThat(result.get("pictures").asInt()).isEqualTo(1210);
    assertThat(result.get("duplicates").asInt()).isEqualTo(1);
    assertThat(result.get("refused").get("count").asInt()).isEqualTo(1);
    assertThat(result.get("skipped").asInt()).isEqualTo(1);
    Map<String, List<Integer>> expected = Map.of("cat", List.of(600, 60), "dog", List.of(500, 50));
    assertThat(fixture.models.counts(model)).isEqualTo(expected);
    assertThat(fixture.rows(model)).isEqualTo(expected);
    assertThat(fixture.rows("images", model)).isEqualTo(1211);
    assertThat(fixture.models.openImports(model)).isEmpty();
    assertThat(fixture.models.pipeline(model)).isPresent();
    assertThat(fixture.rows("imports", model)).isZero();
    assertThat(fixture.rows("dataset_changes", model)).isZero();
  }

  /** Another process's objects take the import to its end. */
  private static void goOn(DatasetFixture fixture) {
    CountDownLatch forgotten = new CountDownLatch(1);
    try (Datasets another =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.IMPORT_FORGOTTEN) {
                forgotten.countDown();
              }
            })) {
      another.start();
      awaitLatch(forgotten);
    }
  }

  @Test
  void an_import_that_dies_again_and_again_fails_in_the_end() {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    Task task = null;
    for (int life = 0; life < 20; life++) {
      Death death = new Death(ImportStep.PACK_STORED, 1);
      try (Datasets dying = fixture.datasets(DatasetFixture.OPTIONS, death)) {
        task = task == null ? fixture.receive(dying, model, zip()) : task;
        dying.start();
        death.await();
      }
    }

    Task ended;
    try (Datasets last = fixture.datasets()) {
      last.start();
      ended = fixture.tasks.await(task.id());
    }

    assertThat(ended.status()).isEqualTo(Task.Status.FAILED);
    assertThat(ended.problem().orElseThrow()).contains("import-interrupted", "20 times");
    assertThat(fixture.models.total(model)).isZero();
    assertThat(fixture.models.openImports(model)).isEmpty();
  }

  @Test
  void a_node_that_stops_lets_the_import_go_on_later() {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    CountDownLatch committed = new CountDownLatch(1);
    Datasets stopping =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.BATCH_COMMITTED) {
                committed.countDown();
              }
            });
    stopping.start();
    Task task = fixture.receive(stopping, model, zip());
    awaitLatch(committed);
    stopping.close();

    try (Datasets next = fixture.datasets()) {
      next.start();
      assertThat(fixture.tasks.await(task.id()).status()).isEqualTo(Task.Status.SUCCEEDED);
    }
    assertThat(fixture.models.total(model)).isEqualTo(1210);
  }

  @Test
  void two_nodes_do_not_import_the_same_zip_twice() {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    try (Datasets one = fixture.datasets();
        Datasets other = fixture.datasets()) {
      Task task = fixture.receive(one, model, zip());
      one.start();
      other.start();

      assertThat(fixture.tasks.await(task.id()).status()).isEqualTo(Task.Status.SUCCEEDED);
    }
    assertThat(fixture.models.total(model)).isEqualTo(1210);
    assertThat(fixture.rows("images", model)).isEqualTo(1211);
  }

  @Test
  void a_model_that_cannot_be_reached_is_told_later() {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    AtomicInteger commits = new AtomicInteger();
    Task task;
    CountDownLatch ending = new CountDownLatch(1);
    try (Datasets cutOff =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.BATCH_COMMITTED && commits.incrementAndGet() == 1) {
                fixture.models.reachable(false);
              } else if (step == ImportStep.ENDING_WRITTEN) {
                ending.countDown();
              }
            })) {
      cutOff.start();
      task = fixture.receive(cutOff, model, zip());
      awaitLatch(ending);
    }
    assertThat(fixture.models.total(model)).isZero();
    assertThat(fixture.rows("dataset_changes", model)).isPositive();
    fixture.models.reachable(true);

    try (Datasets next = fixture.datasets()) {
      next.start();
      assertThat(fixture.tasks.await(task.id()).status()).isEqualTo(Task.Status.SUCCEEDED);
    }
    assertThat(fixture.models.total(model)).isEqualTo(1210);
  }

  @Test
  void a_full_disk_ends_the_import_with_a_clear_problem() {
    DatasetFixture fixture = new DatasetFixture(DATABASE, folder);
    ModelId model = fixture.models.make(DatasetFixture.ANNA);
    ImportOptions full =
        new ImportOptions(
            ArchiveLimits.DEFAULT,
            PictureLimits.DEFAULT,
            300,
            1 << 20,
            1,
            1,
            Long.MAX_VALUE,
            Duration.ZERO,
            true);
    try (Datasets datasets = fixture.datasets(full, ImportStep.Observer.none())) {
      datasets.start();
      Task ended = fixture.tasks.await(fixture.receive(datasets, model, zip()).id());

      assertThat(ended.status()).isEqualTo(Task.Status.FAILED);
      assertThat(ended.problem().orElseThrow()).contains("storage-full", "not added twice");
      assertThat(datasets.hasRoom(1)).isFalse();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
