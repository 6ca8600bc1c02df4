package sorrel.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.ImageQuery;
import sorrel.dataset.domain.ImageQuery.ImageState;
import sorrel.dataset.store.ImageBytes;
import sorrel.dataset.worker.Reception.Received;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

class ImportIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir Path folder;
  private DatasetFixture fixture;
  private ModelId model;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA);
  }

  private JsonNode result(TestZip zip) {
    Task task = fixture.imported(model, zip);
    assertThat(task.status()).as("%s", task.problem()).isEqualTo(Task.Status.SUCCEEDED);
    return FakeTasks.json(task.result().orElseThrow());
  }

  private JsonNode problem(TestZip zip) {
    Task task = fixture.imported(model, zip);
    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    return FakeTasks.json(task.problem().orElseThrow());
  }

  @Test
  void a_zip_with_splits_is_imported_as_it_says() {
    JsonNode result =
        result(
            new TestZip()
                .pictures("data/training/cat", 0, 700)
                .pictures("data/training/dog", 1000, 300)
                .pictures("data/testing/cat", 2000, 20)
                .pictures("data/testing/dog", 3000, 30)
                .with("data/README.md", "hello".getBytes(StandardCharsets.UTF_8))
                .with("__MACOSX/data/training/cat/._1.png", new byte[5]));

    assertThat(result.get("pictures").asInt()).isEqualTo(1050);
    assertThat(result.get("training").asInt()).isEqualTo(1000);
    assertThat(result.get("testing").asInt()).isEqualTo(50);
    assertThat(result.get("classes").get(0).get("label").asText()).isEqualTo("cat");
    assertThat(result.get("classes").get(0).get("training").asInt()).isEqualTo(700);
    assertThat(result.get("skipped").asInt()).isEqualTo(2);
    assertThat(result.get("refused").get("count").asInt()).isZero();
    Map<String, List<Integer>> expected = Map.of("cat", List.of(700, 20), "dog", List.of(300, 30));
    assertThat(fixture.models.counts(model)).isEqualTo(expected);
    assertThat(fixture.rows(model)).isEqualTo(expected);
    assertThat(fixture.models.openImports(model)).isEmpty();
    assertThat(fixture.models.pipeline(model))
        .contains(new ImagePipeline(new ImageShape(8, 8, 3), ImagePipeline.Fit.CROP));
    assertThat(fixture.rows("imports", model)).isZero();
    assertThat(fixture.rows("dataset_changes", model)).isZero();
  }

  @Test
  void only_the_packs_are_left_of_the_files() {
    result(new TestZip().pictures("cat", 0, 250).pictures("dog", 500, 250));

    // Two batches of 400 and 100 pictures: chunks of 200 fill a batch beyond its 300.
    assertThat(fixture.files(model)).isEqualTo(2);
  }

  @Test
  void a_zip_without_splits_is_split_by_content_and_the_same_way_again() {
    result(new TestZip().pictures("cat", 0, 500).pictures("dog", 1000, 500));
    Map<String, List<Integer>> first = fixture.models.counts(model);
    model = fixture.models.make(DatasetFixture.ANNA);

    result(new TestZip().pictures("dog", 1000, 500).pictures("cat", 0, 500));

    assertThat(fixture.models.counts(model)).containsAllEntriesOf(first);
    assertThat(first.get("cat").get(1)).isBetween(60, 140);
  }

  @Test
  void the_same_zip_again_adds_nothing_and_is_no_failure() {
    result(new TestZip().pictures("cat", 0, 400).pictures("dog", 1000, 20));
    long files = fixture.files(model);

    JsonNode again = result(new TestZip().pictures("cat", 0, 400).pictures("dog", 1000, 20));

    assertThat(again.get("pictures").asInt()).isZero();
    assertThat(again.get("duplicates").asInt()).isEqualTo(420);
    assertThat(fixture.models.total(model)).isEqualTo(420);
    assertThat(fixture.files(model)).isEqualTo(files);
  }

  @Test
  void a_picture_twice_in_a_class_counts_once_and_in_another_class_is_refused() {
    JsonNode result =
        result(
            new TestZip()
                .with("cat/a.png", TestZip.picture(1))
                .with("cat/b.png", TestZip.picture(1))
                .with("dog/a.png", TestZip.picture(2))
                .with("dog/c.png", TestZip.picture(1)));

    assertThat(result.get("pictures").asInt()).isEqualTo(2);
    assertThat(result.get("duplicates").asInt()).isEqualTo(1);
    JsonNode refused = result.get("refused");
    assertThat(refused.get("count").asInt()).isEqualTo(1);
    assertThat(refused.get("first").get(0).get("name").asText()).isEqualTo("dog/c.png");
    assertThat(refused.get("first").get(0).get("reason").asText()).isEqualTo("in-another-class");
    assertThat(refused.get("first").get(0).get("sentence").asText()).contains("class \"cat\"");
  }

  @Test
  void unreadable_pictures_are_listed_and_do_not_stop_the_import() {
    byte[] half = java.util.Arrays.copyOf(TestZip.picture(9, 50, 50, "jpeg"), 700);
    JsonNode result =
        result(
            new TestZip()
                .pictures("cat", 0, 5)
                .pictures("dog", 10, 5)
                .with("cat/empty.png", new byte[0])
                .with("cat/half.jpg", half)
                .with("dog/page.jpg", "<html>404</html>".getBytes(StandardCharsets.UTF_8))
                .with("cat/../../etc/passwd.png", TestZip.picture(77))
                .with("lost.png", TestZip.picture(78)));

    assertThat(result.get("pictures").asInt()).isEqualTo(10);
    assertThat(result.get("refused").get("count").asInt()).isEqualTo(5);
    List<String> reasons = new ArrayList<>();
    result.get("refused").get("first").forEach(each -> reasons.add(each.get("reason").asText()));
    assertThat(reasons)
        .containsExactly("empty", "truncated", "not-a-picture", "unsafe-name", "without-class");
    try (Datasets datasets = fixture.datasets()) {
      assertThat(
              datasets
                  .list(
                      new ImageQuery(
                          model,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(ImageState.REFUSED),
                          Optional.empty(),
                          50))
                  .items())
          .hasSize(5);
    }
  }

  @Test
  void bytes_come_back_as_they_were_in_the_zip() {
    result(new TestZip().pictures("cat", 0, 450).pictures("dog", 1000, 50));
    try (Datasets datasets = fixture.datasets();
        ImageBytes bytes = datasets.bytes(model)) {
      List<Sha256> hashes = new ArrayList<>();
      datasets.forEach(
          model,
          Instant.now(),
          image -> {
            hashes.add(image.sha256());
            assertThat(Sha256.of(bytes.read(image.slice()))).isEqualTo(image.sha256());
          });
      assertThat(hashes).hasSize(500).startsWith(Sha256.of(TestZip.picture(0)));
      assertThat(datasets.count(model, Instant.now())).isEqualTo(500);
      assertThat(datasets.count(model, Instant.now().minusSeconds(600))).isZero();
      assertThat(datasets.sample(model, 20)).hasSize(20);
    }
  }

  @Test
  void a_zip_without_a_readable_picture_fails_and_says_why() {
    JsonNode problem =
        problem(new TestZip().with("cat/a.png", new byte[9]).with("dog/b.png", new byte[9]));

    assertThat(problem.get("type").asText()).isEqualTo("/problems/no-usable-pictures");
    assertThat(problem.get("detail").asText()).contains("2 files", "cat/a.png");
    assertThat(fixture.models.openImports(model)).isEmpty();
    assertThat(fixture.rows("imports", model)).isZero();
  }

  @Test
  void a_zip_without_class_folders_fails_and_says_what_to_do() {
    JsonNode problem = problem(new TestZip().with("a.png", TestZip.picture(1)));

    assertThat(problem.get("type").asText()).isEqualTo("/problems/unusable-layout");
    assertThat(problem.get("detail").asText()).contains("one folder for each class");
  }

  @Test
  void a_zip_with_too_many_classes_fails() {
    TestZip zip = new TestZip();
    for (int i = 0; i < 60; i++) {
      zip.with("class" + i + "/a.png", TestZip.picture(i));
    }

    assertThat(problem(zip).get("type").asText()).isEqualTo("/problems/too-many-classes");
  }

  @Test
  void a_class_can_be_added_to_a_model_that_has_some() {
    result(new TestZip().pictures("cat", 0, 10).pictures("dog", 100, 10));

    result(new TestZip().pictures("bird", 200, 10));

    assertThat(fixture.models.total(model)).isEqualTo(30);
  }

  @Test
  void a_bomb_is_refused_and_the_rest_is_imported() {
    JsonNode result =
        result(
            new TestZip()
                .pictures("cat", 0, 5)
                .pictures("dog", 10, 5)
                .with("dog/bomb.png", new byte[20 << 20]));

    assertThat(result.get("pictures").asInt()).isEqualTo(10);
    assertThat(result.get("refused").get("first").get(0).get("reason").asText()).isEqualTo("bomb");
  }

  @Test
  void what_is_not_a_zip_is_refused_at_once() {
    try (Datasets datasets = fixture.datasets()) {
      Received received =
          fixture.receive(datasets, model, "hello".getBytes(StandardCharsets.UTF_8));

      assertThat(received).isInstanceOf(Received.Refused.class);
      assertThat(((Received.Refused) received).sentence()).contains("zip");
      assertThat(fixture.files(model)).isZero();
    }
  }
}
