package sorrel.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.domain.PictureRoom;
import sorrel.dataset.store.DatasetSizes;
import sorrel.dataset.worker.Reception.Received;
import sorrel.kernel.Allowance;
import sorrel.kernel.ModelId;
import sorrel.kernel.Split;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

/** How many bytes of pictures there are is known at any time, and imports stop at the limit. */
final class RoomIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir Path folder;
  private DatasetFixture fixture;
  private ModelId model;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA, "cat", "dog");
  }

  private DatasetSize size() {
    return new DatasetSizes(DATABASE.jdbi())
        .of(Set.of(model))
        .getOrDefault(model, DatasetSize.EMPTY);
  }

  private PictureRoom upTo(long bytes) {
    return _ -> new Allowance(size().bytes(), bytes);
  }

  private static long bytes(int firstSeed, int count) {
    return IntStream.range(firstSeed, firstSeed + count)
        .mapToLong(seed -> TestZip.picture(seed).length)
        .sum();
  }

  /** Cats of the seeds from 0 on, then dogs from 1000 on; the split changes nothing. */
  private static TestZip zip() {
    return new TestZip().pictures("cat", 0, 500).pictures("dog", 1000, 200);
  }

  @Test
  void an_import_stops_before_the_first_picture_that_does_not_fit_and_goes_on_with_more_room()
      throws IOException {
    try (Datasets datasets = fixture.datasets()) {
      add(datasets, 5000);
    }
    // Two batches of 300 are begun; the second one is cut in the middle of a chunk.
    fixture.limit(upTo(bytes(5000, 1) + bytes(0, 450) + 1));
    Task task = fixture.imported(model, zip());

    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    JsonNode problem = FakeTasks.json(task.problem().orElseThrow());
    assertThat(problem.get("type").asText()).isEqualTo("/problems/quota-reached");
    assertThat(problem.get("added").asInt()).isEqualTo(450);
    assertThat(problem.get("detail").asText()).startsWith("450 pictures were added");
    assertThat(problem.get("used").asLong()).isEqualTo(problem.get("allowed").asLong() - 1);
    assertThat(size()).isEqualTo(new DatasetSize(451, problem.get("used").asLong()));
    assertThat(fixture.models.total(model)).isEqualTo(451);
    assertThat(fixture.rows("imports", model)).isZero();

    fixture.limit(PictureRoom.endless());
    JsonNode result = FakeTasks.json(fixture.imported(model, zip()).result().orElseThrow());
    assertThat(result.get("pictures").asInt()).isEqualTo(250);
    assertThat(result.get("duplicates").asInt()).isEqualTo(450);
    assertThat(size().pictures()).isEqualTo(701);
  }

  @Test
  void a_zip_that_is_there_already_is_imported_where_there_is_no_room() {
    fixture.imported(model, zip());
    fixture.limit(upTo(size().bytes()));

    assertThat(fixture.imported(model, zip()).status()).isEqualTo(Task.Status.SUCCEEDED);
  }

  @Test
  void a_zip_that_does_not_fit_into_an_empty_model_is_refused_as_a_whole() {
    long bytes = bytes(0, 500) + bytes(1000, 200);
    fixture.limit(upTo(bytes - 1));
    try (Datasets datasets = fixture.datasets()) {
      byte[] zip = zip().with("notes.txt", new byte[5000]).bytes();
      assertThat(fixture.receive(datasets, model, zip))
          .isEqualTo(new Received.WithoutRoom(new Allowance(0, bytes - 1), bytes));
    }
    fixture.limit(upTo(bytes));
    TestZip withPapers = zip().with("notes.txt", new byte[5000]);
    assertThat(fixture.imported(model, withPapers).status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(size()).isEqualTo(new DatasetSize(700, bytes));
  }

  @Test
  void what_a_dataset_holds_follows_every_change() throws IOException {
    assertThat(size()).isEqualTo(DatasetSize.EMPTY);
    fixture.imported(model, zip().with("cat/broken.png", new byte[100]));
    assertThat(size()).isEqualTo(new DatasetSize(700, bytes(0, 500) + bytes(1000, 200)));
    try (Datasets datasets = fixture.datasets()) {
      AddedImage.New added = (AddedImage.New) add(datasets, 5000);
      AddedImage _ = add(datasets, 5000);
      assertThat(size().pictures()).isEqualTo(701);
      datasets.move(model, added.image().id(), fixture.models.classId(model, "dog"));
      assertThat(size().pictures()).isEqualTo(701);
      datasets.remove(model, added.image().id());
      datasets.remove(model, added.image().id());
      assertThat(size().pictures()).isEqualTo(700);
      datasets.eraseClass(model, fixture.models.classId(model, "cat"));
      assertThat(size()).isEqualTo(new DatasetSize(200, bytes(1000, 200)));
      datasets.erase(model);
      assertThat(fixture.rows("dataset_sizes", model)).isZero();
    }
  }

  private AddedImage add(Datasets datasets, int seed) throws IOException {
    return datasets.add(
        model,
        fixture.models.classId(model, "cat"),
        Optional.of(Split.TRAINING),
        Optional.empty(),
        TestZip.picture(seed));
  }
}
