package sorrel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.FakeSorrel;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private FakeSorrel fake;
  private TypedCommands typed;

  @BeforeEach
  void start() throws IOException {
    fake = FakeSorrel.start();
    typed = new TypedCommands(fake, folder);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void it_trains_without_the_last_class_and_adds_it_while_others_classify() throws IOException {
    fake.failWhileExpanding(1);
    JsonNode row = evaluate(zip("pets", "cat", "owl", "dog"));
    assertThat(fake.uploads())
        .containsExactly(
            List.of(
                "training/cat/1.png",
                "testing/cat/1.png",
                "training/dog/1.png",
                "testing/dog/1.png"),
            List.of("training/owl/1.png", "testing/owl/1.png"));
    assertThat(fake.expansion().toString()).isEqualTo("{\"mayLose\":1.0,\"refine\":false}");
    assertThat(row.path("dataset").asText()).isEqualTo("pets");
    assertThat(row.path("classes").asInt()).isEqualTo(3);
    assertThat(row.path("architecture").asText()).isEqualTo("small");
    assertThat(row.path("accuracy").asDouble()).isEqualTo(0.972);
    assertThat(row.path("classifyP50Ms").asDouble()).isPositive();
    assertThat(row.path("expandSeconds").asDouble()).isPositive();
    assertThat(row.path("accuracyAfterExpand").asDouble()).isEqualTo(0.951);
    assertThat(row.path("oldClassesBefore").asDouble()).isEqualTo(1);
    assertThat(row.path("oldClassesAfter").asDouble()).isEqualTo(1);
    assertThat(row.path("failedDuringExpand").asInt()).isEqualTo(1);
    assertThat(typed.err())
        .contains("The last of its 3 classes, 'owl', is held back and added later.")
        .contains("Right: 2 of 2", "agrees with the server's held-out")
        .contains("until version 2 answered; the import of 'owl' took")
        .contains("1 failed", "failed: The queue is full.")
        .contains("Right: 100.0 % of 2 pictures of the old classes, 100.0 % of 1 picture of 'owl'");
    assertThat(typed.out()).contains("pets", "97.2 % (96.1 to 98.0)", "95.1 %");
  }

  @Test
  void two_classes_are_trained_at_once_and_none_is_added() throws IOException {
    JsonNode row = evaluate(zip("pets", "cat", "dog"));
    assertThat(fake.uploads()).hasSize(1);
    assertThat(row.path("accuracy").asDouble()).isEqualTo(0.972);
    for (String field :
        List.of("expandSeconds", "accuracyAfterExpand", "oldClassesBefore", "oldClassesAfter")) {
      assertThat(row.path(field).isNull()).as(field).isTrue();
    }
    assertThat(row.path("failedDuringExpand").isNull()).isTrue();
  }

  @Test
  void all_classes_are_trained_at_once_if_asked_for() throws IOException {
    JsonNode row = evaluate(zip("pets", "cat", "dog", "owl"), "--no-expand");
    assertThat(fake.uploads()).hasSize(1);
    assertThat(fake.uploads().getFirst()).hasSize(6);
    assertThat(row.path("classes").asInt()).isEqualTo(3);
    assertThat(row.path("expandSeconds").isNull()).isTrue();
  }

  @Test
  void the_refinement_is_waited_for_and_measured_if_asked_for() throws IOException {
    evaluate(zip("pets", "cat", "dog", "owl"), "--refine");
    assertThat(fake.expansion().path("refine").asBoolean()).isTrue();
    assertThat(typed.err())
        .contains("Refining: running, 2 of 3 epochs")
        .contains(
            "Refined in 1 min 30 s: version 3 names the right class for 96.3 % (95.2 to 97.1)")
        .contains("100.0 % of 2 pictures of the old classes, 100.0 % of 1 picture of 'owl'");
  }

  @Test
  void a_model_is_shown_pictures_of_none_of_its_classes() throws IOException {
    Path others = folder.resolve("others.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(others))) {
      for (String shows : List.of("puzzle", "riddle", "cat", "dog")) {
        out.putNextEntry(new ZipEntry("any/" + shows + ".png"));
        out.write(shows.getBytes(UTF_8));
        out.closeEntry();
      }
    }
    evaluate(zip("pets", "cat", "dog"), "--unknown", others.toString());
    assertThat(typed.err())
        .contains("Unknown: 50.0 % of 4 pictures of others were answered so;")
        .contains("100.0 % of 2 testing pictures of its own classes were not.");
  }

  @Test
  void what_was_measured_before_an_expansion_failed_is_kept() throws IOException {
    fake.failExpansions();
    Path json = folder.resolve("figures.json");
    String zip = zip("pets", "cat", "dog", "owl").toString();
    assertThat(typed.run("evaluate", zip, "--warm-up", "20", "--json", json.toString()))
        .isEqualTo(1);
    JsonNode row = new ObjectMapper().readTree(json.toFile()).get(0);
    assertThat(row.path("accuracy").asDouble()).isEqualTo(0.972);
    assertThat(row.path("oldClassesBefore").asDouble()).isEqualTo(1);
    assertThat(row.path("expandSeconds").isNull()).isTrue();
    assertThat(typed.err()).contains("Expanding failed. The old classes would have lost too much.");
  }

  @Test
  void refining_what_is_not_expanded_is_refused() throws IOException {
    String zip = zip("pets", "cat", "dog").toString();
    assertThat(typed.run("evaluate", zip, "--no-expand", "--refine")).isEqualTo(1);
    assertThat(typed.err()).contains("leave out --no-expand or --refine");
    assertThat(fake.seen()).isEmpty();
  }

  @Test
  void it_leaves_no_folder_behind_unless_asked_to() throws IOException {
    assertThat(
            typed.run(
                "evaluate", zip("pets", "cat", "dog").toString(), "--warm-up", "20", "--keep"))
        .isZero();
    String kept = typed.err().lines().reduce((_, last) -> last).orElseThrow();
    assertThat(kept).startsWith("Kept ");
    Path first = Path.of(kept.substring("Kept ".length()));
    assertThat(first).isDirectory();
    Files.delete(first);
  }

  private JsonNode evaluate(Path zip, String... options) throws IOException {
    Path json = folder.resolve("figures.json");
    List<String> arguments =
        new ArrayList<>(
            List.of("evaluate", zip.toString(), "--json", json.toString(), "--warm-up", "20"));
    arguments.addAll(List.of(options));
    assertThat(typed.run(arguments.toArray(String[]::new))).as(typed.err()).isZero();
    return new ObjectMapper().readTree(json.toFile()).get(0);
  }

  private Path zip(String name, String... labels) throws IOException {
    return TypedCommands.zip(folder.resolve(name + ".zip"), labels);
  }
}
