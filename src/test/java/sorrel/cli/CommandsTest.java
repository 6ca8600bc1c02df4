package sorrel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.FakeSorrel;
import sorrel.cli.client.SorrelClient;

class CommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeSorrel fake;

  @BeforeEach
  void start() throws IOException {
    fake = FakeSorrel.start();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void train_imports_trains_and_says_how_good_it_is_and_what_comes_next() throws IOException {
    int code = run("train", zip("pets.zip").toString(), "--token", "t", "--budget", "90s");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("'pets' is ready", "97.2 %", "between 96.1 % and 98.0 %")
        .contains("Next: ./sorrel classify 01930e5a-7c1b-7000-8000-000000000000 PICTURE...");
    assertThat(err.toString())
        .contains("Imported 8 pictures", "1 duplicate left out")
        .contains("cat/broken.png: The file ends too early.")
        .contains("candidate", "small", "90.0 % (85.0 to 94.0)");
    assertThat(err.toString() + out).doesNotContain("\033");
  }

  @Test
  void train_names_a_file_that_is_not_there_and_makes_nothing() {
    assertThat(run("train", "nowhere.zip", "--token", "t")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("There is no file nowhere.zip.\n");
    assertThat(fake.seen()).isEmpty();
  }

  @Test
  void classify_prints_a_table_by_the_name_of_the_model() throws IOException {
    fake.addServingModel("pets");
    Path cat = picture("a.png", "cat");
    Path odd = picture("b.png", "puzzle");
    assertThat(run("classify", "pets", cat.toString(), odd.toString(), "--token", "t")).isZero();
    assertThat(out.toString())
        .containsPattern("a\\.png +cat +87\\.5 %")
        .contains("I don't know (closest: puzzle)");
  }

  @Test
  void classify_prints_json_and_goes_on_after_a_picture_that_is_missing() throws IOException {
    String model = fake.addServingModel("pets");
    Path cat = picture("a.png", "cat");
    String missing = folder.resolve("missing.png").toString();
    assertThat(run("classify", model, missing, cat.toString(), "--json", "--token", "t"))
        .isEqualTo(1);
    JsonNode list = new ObjectMapper().readTree(out.toString());
    assertThat(list.get(0).path("problem").asText()).isEqualTo("There is no such file.");
    assertThat(list.get(1).path("class").asText()).isEqualTo("cat");
    assertThat(list.get(1).path("probability").asDouble()).isEqualTo(0.875);
  }

  @Test
  void a_model_that_is_not_there_is_refused_in_words() throws IOException {
    Path cat = picture("a.png", "cat");
    assertThat(run("classify", "pets", cat.toString(), "--token", "t")).isEqualTo(1);
    assertThat(err.toString()).contains("You have no model named 'pets'.");
  }

  @Test
  void login_keeps_a_token_that_only_its_owner_can_read_and_others_use() throws IOException {
    new SorrelClient(fake.address(), Optional.empty()).register("a@b.c", "secret");
    assertThat(run("login", "a@b.c")).isZero();
    Path kept = folder.resolve(".sorrel/credentials.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(run("models")).isZero();
    assertThat(out.toString()).contains("You have no models.").doesNotContain(FakeSorrel.TOKEN);
    assertThat(run("tasks")).isZero();
    assertThat(out.toString()).contains("import-x");
  }

  @Test
  void without_a_token_nothing_is_sent() {
    assertThat(run("models")).isEqualTo(1);
    assertThat(err.toString()).startsWith("There is no token for http://127.0.0.1:");
    assertThat(fake.seen()).isEmpty();
  }

  @Test
  void what_is_not_understood_ends_with_2_and_says_what_is() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: sorrel", "train", "classify", "demo", "evaluate");
    assertThat(run("train", zip("pets.zip").toString(), "--budget", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is not a duration");
    assertThat(run("trian")).isEqualTo(2);
  }

  @Test
  void help_is_there_for_every_command() {
    for (String command :
        List.of("demo", "login", "train", "classify", "models", "tasks", "evaluate", "bench")) {
      assertThat(run(command, "--help")).as(command).isZero();
      assertThat(out.toString()).contains("Usage: sorrel " + command);
    }
    assertThat(run("--version")).isZero();
  }

  @Test
  void demo_trains_once_and_finds_the_model_again() throws IOException {
    Path data = folder.resolve("data");
    String[] demo = {"demo", "--data", data.toString(), "--port", "0", "--exit"};
    assertThat(run(demo)).isZero();
    assertThat(out.toString())
        .contains("Drew 600 pictures of 6 shapes", "Imported 8 pictures", "Trained in")
        .contains("demo@sorrel.local", FakeSorrel.TOKEN, fake.address().toString())
        .contains("3 of 18 right");
    assertThat(data.resolve("demo-pictures/star-1.png")).isRegularFile();
    Path account = data.resolve("demo-account.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(account)))
        .isEqualTo("rw-------");

    out.getBuffer().setLength(0);
    assertThat(run(demo)).isZero();
    assertThat(out.toString()).doesNotContain("Drew").contains("3 of 18 right");
    assertThat(fake.seen().stream().filter(each -> each.call().equals("POST /models"))).hasSize(1);
    assertThat(fake.seen().stream().filter(each -> each.call().equals("POST /accounts")))
        .hasSize(1);
  }

  @Test
  void evaluate_measures_through_the_api_and_writes_the_figures() throws IOException {
    Path json = folder.resolve("figures.json");
    assertThat(run("evaluate", zip("pets.zip").toString(), "--json", json.toString())).isZero();
    JsonNode row = new ObjectMapper().readTree(json.toFile()).get(0);
    assertThat(row.path("dataset").asText()).isEqualTo("pets");
    assertThat(row.path("classes").asInt()).isEqualTo(2);
    assertThat(row.path("architecture").asText()).isEqualTo("small");
    assertThat(row.path("accuracy").asDouble()).isEqualTo(0.972);
    assertThat(row.path("classifyP50Ms").asDouble()).isPositive();
    assertThat(row.path("accuracyAfterExpand").isNull()).isTrue();
    assertThat(err.toString()).contains("Right: 2 of 2", "agrees with the server's held-out");
    assertThat(out.toString()).contains("pets", "97.2 % (96.1 to 98.0)");
  }

  @Test
  void evaluate_leaves_no_folder_behind_unless_asked_to() throws IOException {
    String zip = zip("pets.zip").toString();
    assertThat(run("evaluate", zip, "--keep")).isZero();
    String kept = err.toString().lines().reduce((_, last) -> last).orElseThrow();
    assertThat(kept).startsWith("Kept ");
    Path first = Path.of(kept.substring("Kept ".length()));
    assertThat(first).isDirectory();
    Files.delete(first);
  }

  @Test
  void burst_counts_answers_and_measures_them() throws IOException {
    String model = fake.addServingModel("pets");
    Path cat = picture("a.png", "cat");
    Path json = folder.resolve("burst.json");
    int code =
        run(
            "bench",
            "burst",
            model,
            cat.toString(),
            "--n",
            "50",
            "--json",
            json.toString(),
            "--token",
            "t");
    assertThat(code).isZero();
    JsonNode row = new ObjectMapper().readTree(json.toFile());
    assertThat(row.path("ok").asInt()).isEqualTo(50);
    assertThat(row.path("failed").asInt()).isZero();
    assertThat(row.path("p99Ms").asDouble()).isPositive();
  }

  @Test
  void a_process_without_a_terminal_gets_plain_lines_and_asks_for_no_password() {
    Terminal ofProcess = Terminal.ofProcess();
    assumeThat(ofProcess.live()).as("run from a terminal").isFalse();
    assertThat(ofProcess.passwords().ask("Password")).isEmpty();
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            _ -> Optional.of("secret"),
            Map.of("SORREL_SERVER", fake.address().toString()),
            folder);
    return CommandLines.of(terminal, _ -> new Borrowed(fake.address()), Map.of(), Map.of())
        .execute(arguments);
  }

  /** The test's server, which outlives a command. */
  private record Borrowed(URI address) implements LocalServer {
    @Override
    public void close() {}
  }

  private Path picture(String name, String shows) throws IOException {
    return Files.writeString(folder.resolve(name), shows);
  }

  private Path zip(String name) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream stream = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String label : List.of("cat", "dog")) {
        for (String split : List.of("training", "testing")) {
          stream.putNextEntry(new ZipEntry(split + "/" + label + "/1.png"));
          stream.write(label.getBytes(UTF_8));
          stream.closeEntry();
        }
      }
    }
    return zip;
  }
}
