package sorrel.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.worker.ImportStep;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Split;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

class RemovalIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir Path folder;
  private DatasetFixture fixture;
  private ModelId model;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA, "cat", "dog");
  }

  private static TestZip zip() {
    return new TestZip().pictures("training/cat", 0, 600).pictures("testing/dog", 1000, 600);
  }

  private AddedImage add(Datasets datasets, String label, byte[] file) throws IOException {
    return datasets.add(
        model,
        fixture.models.classId(model, label),
        Optional.of(Split.TRAINING),
        Optional.of("a/b.png"),
        file);
  }

  @Test
  void a_picture_that_is_added_and_removed_counts_no_more() throws IOException {
    try (Datasets datasets = fixture.datasets()) {
      DatasetImage image = ((AddedImage.New) add(datasets, "cat", TestZip.picture(1))).image();
      assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(1, 0));
      assertThat(image.name()).isEqualTo("b.png");
      assertThat(datasets.find(image.id())).isPresent();
      assertThat(datasets.suggestInput(model)).isPresent();

      datasets.remove(model, image.id());
      datasets.remove(model, image.id());

      assertThat(datasets.find(image.id())).isEmpty();
      assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(0, 0));
      assertThat(add(datasets, "cat", TestZip.picture(1))).isInstanceOf(AddedImage.New.class);
    }
  }

  @Test
  void a_picture_that_is_moved_counts_in_its_new_class_and_keeps_its_split() throws IOException {
    try (Datasets datasets = fixture.datasets()) {
      DatasetImage image = ((AddedImage.New) add(datasets, "cat", TestZip.picture(1))).image();
      ClassId dog = fixture.models.classId(model, "dog");

      datasets.move(model, image.id(), dog);
      datasets.move(model, image.id(), dog);

      assertThat(datasets.find(image.id()).orElseThrow().classId()).contains(dog);
      assertThat(fixture.models.counts(model))
          .containsEntry("cat", List.of(0, 0))
          .containsEntry("dog", List.of(1, 0));
      datasets.remove(model, image.id());
      datasets.move(model, image.id(), fixture.models.classId(model, "cat"));
      assertThat(fixture.models.total(model)).isZero();
    }
  }

  @Test
  void the_same_picture_is_added_once() throws IOException {
    try (Datasets datasets = fixture.datasets()) {
      AddedImage first = add(datasets, "cat", TestZip.picture(1));

      AddedImage again = add(datasets, "dog", TestZip.picture(1));

      assertThat(((AddedImage.Known) again).image().id())
          .isEqualTo(((AddedImage.New) first).image().id());
      assertThat(fixture.models.total(model)).isEqualTo(1);
    }
  }

  @Test
  void a_picture_of_a_class_that_goes_meanwhile_goes_too() throws IOException {
    ClassId cat = fixture.models.classId(model, "cat");
    fixture.models.removeClass(model, "cat");
    try (Datasets datasets = fixture.datasets()) {
      AddedImage added =
          datasets.add(model, cat, Optional.empty(), Optional.empty(), TestZip.picture(1));

      assertThat(added).isInstanceOf(AddedImage.ClassGone.class);
      assertThat(fixture.rows("images", model)).isZero();
      assertThat(fixture.rows("dataset_changes", model)).isZero();
    }
  }

  @Test
  void a_picture_counts_even_if_the_model_could_not_be_reached() throws IOException {
    try (Datasets datasets = fixture.datasets()) {
      ClassId cat = fixture.models.classId(model, "cat");
      fixture.models.reachable(false);
      assertThat(datasets.add(model, cat, Optional.empty(), Optional.empty(), TestZip.picture(1)))
          .isInstanceOf(AddedImage.New.class);
      fixture.models.reachable(true);

      add(datasets, "cat", TestZip.picture(2));
    }
    assertThat(fixture.models.total(model)).isEqualTo(2);
  }

  @Test
  void a_class_that_is_removed_during_an_import_takes_its_pictures_along() {
    AtomicBoolean removed = new AtomicBoolean();
    try (Datasets datasets =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.BATCH_COMMITTED && removed.compareAndSet(false, true)) {
                fixture.models.removeClass(model, "cat");
              }
            })) {
      datasets.start();
      Task task = fixture.tasks.await(fixture.receive(datasets, model, zip()).id());

      assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
      assertThat(FakeTasks.json(task.result().orElseThrow()).get("pictures").asInt())
          .isEqualTo(600);
    }
    assertThat(fixture.models.counts(model)).isEqualTo(Map.of("dog", List.of(0, 600)));
    assertThat(fixture.rows("images", model)).isEqualTo(600);
  }

  @Test
  void erasing_a_class_leaves_the_others() {
    fixture.imported(model, zip());
    ClassId cat = fixture.models.classId(model, "cat");
    fixture.models.removeClass(model, "cat");
    try (Datasets datasets = fixture.datasets()) {
      datasets.eraseClass(model, cat);
      datasets.eraseClass(model, cat);

      assertThat(datasets.count(model, Instant.now())).isEqualTo(600);
    }
  }

  @Test
  void an_import_of_a_model_that_is_deleted_meanwhile_is_cancelled() {
    AtomicBoolean deleted = new AtomicBoolean();
    try (Datasets datasets =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.BATCH_COMMITTED && deleted.compareAndSet(false, true)) {
                fixture.models.delete(model);
              }
            })) {
      datasets.start();
      Task task = fixture.tasks.await(fixture.receive(datasets, model, zip()).id());

      assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    }
  }

  @Test
  void erasing_a_model_leaves_nothing_of_it_and_ends_its_imports() {
    fixture.imported(model, zip());
    try (Datasets datasets = fixture.datasets()) {
      Task waiting = fixture.receive(datasets, model, new TestZip().pictures("cat", 5000, 20));
      fixture.models.delete(model);

      datasets.erase(model);
      datasets.erase(model);

      assertThat(fixture.tasks.await(waiting.id()).status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(fixture.rows("images", model)).isZero();
      assertThat(fixture.rows("imports", model)).isZero();
      assertThat(fixture.files(model)).isZero();
    }
  }
}
