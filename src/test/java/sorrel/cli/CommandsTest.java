package sorrel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.FakeSorrel;
import sorrel.cli.client.SorrelClient;

class CommandsTest {
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
  void train_imports_trains_and_says_how_good_it_is_and_what_comes_next() throws IOException {
    int code = run("train", zip("pets.zip").toString(), "--token", "t", "--budget", "90s");
    assertThat(code).isZero();
    assertThat(typed.out())
        .contains("'pets' is ready", "97.2 %", "between 96.1 % and 98.0 %")
        .contains("Next: ./sorrel classify 01930e5a-7c1b-7000-8000-000000000000 PICTURE...");
    assertThat(typed.err())
        .contains("Imported 8 pictures", "1 duplicate left out")
        .contains("cat/broken.png: The file ends too early.")
        .contains("candidate", "small", "90.0 % (85.0 to 94.0)");
    assertThat(typed.err() + typed.out()).doesNotContain("\033");
  }

  @Test
  void train_names_a_file_that_is_not_there_and_makes_nothing() {
    assertThat(run("train", "nowhere.zip", "--token", "t")).isEqualTo(1);
    assertThat(typed.err()).isEqualTo("There is no file nowhere.zip.\n");
    assertThat(fake.seen()).isEmpty();
  }

  @Test
  void classify_prints_a_table_by_the_name_of_the_model() throws IOException {
    fake.addServingModel("pets");
    Path cat = picture("a.png", "cat");
    Path odd = picture("b.png", "puzzle");
    assertThat(run("classify", "pets", cat.toString(), odd.toString(), "--token", "t")).isZero();
    assertThat(typed.out())
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
    JsonNode list = new ObjectMapper().readTree(typed.out());
    assertThat(list.get(0).path("problem").asText()).isEqualTo("There is no such file.");
    assertThat(list.get(1).path("class").asText()).isEqualTo("cat");
    assertThat(list.get(1).path("probability").asDouble()).isEqualTo(0.875);
  }

  @Test
  void a_model_that_is_not_there_is_refused_in_words() throws IOException {
    Path cat = picture("a.png", "cat");
    assertThat(run("classify", "pets", cat.toString(), "--token", "t")).isEqualTo(1);
    assertThat(typed.err()).contains("You have no model named 'pets'.");
  }

  @Test
  void login_keeps_a_token_that_only_its_owner_can_read_and_others_use() throws IOException {
    new SorrelClient(fake.address(), Optional.empty()).register("a@b.c", "secret");
    assertThat(run("login", "a@b.c")).isZero();
    Path kept = folder.resolve(".sorrel/credentials.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(run("models")).isZero();
    assertThat(typed.out()).contains("You have no models.").doesNotContain(FakeSorrel.TOKEN);
    assertThat(run("tasks")).isZero();
    assertThat(typed.out()).contains("import-x");
  }

  @Test
  void without_a_token_nothing_is_sent() {
    assertThat(run("models")).isEqualTo(1);
    assertThat(typed.err()).startsWith("There is no token for http://127.0.0.1:");
    assertThat(fake.seen()).isEmpty();
  }

  @Test
  void what_is_not_understood_ends_with_2_and_says_what_is() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(typed.err()).contains("Usage: sorrel", "train", "classify", "demo", "evaluate");
    assertThat(run("train", zip("pets.zip").toString(), "--budget", "soon")).isEqualTo(2);
    assertThat(typed.err()).contains("'soon' is not a duration");
    assertThat(run("trian")).isEqualTo(2);
  }

  @Test
  void help_is_there_for_every_command() {
    for (String command :
        List.of(
            "demo",
            "login",
            "train",
            "classify",
            "expand",
            "models",
            "tasks",
            "evaluate",
            "bench")) {
      assertThat(run(command, "--help")).as(command).isZero();
      assertThat(typed.out()).contains("Usage: sorrel " + command);
    }
    assertThat(run("--version")).isZero();
  }

  @Test
  void demo_trains_once_and_finds_the_model_again() throws IOException {
    Path data = folder.resolve("data");
    String[] demo = {"demo", "--data", data.toString(), "--port", "0", "--exit"};
    assertThat(run(demo)).isZero();
    assertThat(typed.out())
        .contains("Drew 600 pictures of 6 shapes", "Imported 8 pictures", "Trained in")
        .contains("demo@sorrel.local", FakeSorrel.TOKEN, fake.address().toString())
        .contains("3 of 18 right");
    assertThat(data.resolve("demo-pictures/star-1.png")).isRegularFile();
    Path account = data.resolve("demo-account.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(account)))
        .isEqualTo("rw-------");

    typed.forget();
    assertThat(run(demo)).isZero();
    assertThat(typed.out()).doesNotContain("Drew").contains("3 of 18 right");
    assertThat(fake.seen().stream().filter(each -> each.call().equals("POST /models"))).hasSize(1);
    assertThat(fake.seen().stream().filter(each -> each.call().equals("POST /accounts")))
        .hasSize(1);
  }

  @Test
  void demo_leaves_the_port_to_the_settings_unless_it_is_given_one() {
    String data = folder.resolve("data").toString();
    run("demo", "--data", data, "--exit");
    run("demo", "--data", data, "--exit", "--port", "9000");
    assertThat(typed.started())
        .extracting(ServerOptions::port)
        .containsExactly(Optional.empty(), Optional.of(9000));

    assertThat(run("demo", "--data", data, "--port", "70000")).isEqualTo(1);
    assertThat(typed.err()).contains("A port is a number from 0 to 65535, not 70000.");
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
    return typed.run(arguments);
  }

  private Path picture(String name, String shows) throws IOException {
    return Files.writeString(folder.resolve(name), shows);
  }

  private Path zip(String name) throws IOException {
    return TypedCommands.zip(folder.resolve(name), "cat", "dog");
  }
}
