package sorrel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SorrelClientTest {
  private FakeSorrel fake;
  private SorrelClient client;

  @BeforeEach
  void start() throws IOException {
    fake = FakeSorrel.start();
    client = new SorrelClient(fake.address(), Optional.of(FakeSorrel.TOKEN));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void an_account_leads_to_a_session_and_a_token() {
    SorrelClient anyone = new SorrelClient(fake.address(), Optional.empty());
    anyone.register("a@b.c", "secret");
    Contract.Secret session = anyone.logIn("a@b.c", "secret");
    assertThat(session.expiresAt()).isPresent();
    assertThat(anyone.as(session.token()).createToken("mine").token()).isEqualTo(FakeSorrel.TOKEN);
    anyone.as(session.token()).logOut();
  }

  @Test
  void an_import_streams_the_file_and_tells_how_far_it_is(@TempDir Path folder) throws IOException {
    Path zip = Files.write(folder.resolve("pictures.zip"), new byte[300_000]);
    AtomicLong sent = new AtomicLong();
    String model = client.createModel("pets", 0.95).id();
    Contract.Task task = client.importZip(model, zip, sent::set);
    assertThat(task.status()).isEqualTo("queued");
    assertThat(sent).hasValue(300_000);
    FakeSorrel.Seen upload = fake.seen().getLast();
    assertThat(upload.contentType()).isEqualTo("application/zip");
    assertThat(upload.bytes()).isEqualTo(300_000);
    assertThat(upload.idempotencyKey()).isNotBlank();
  }

  @Test
  void a_finished_import_tells_what_came_of_it() {
    String model = client.createModel("pets", 0.95).id();
    Contract.Task task = client.task("import-" + model);
    assertThat(task.progress().orElseThrow().total()).contains(9L);
    while (!task.finished()) {
      task = client.task(task.id());
    }
    Contract.ImportResult result = SorrelClient.importResult(task);
    assertThat(result.pictures()).isEqualTo(8);
    assertThat(result.refused().orElseThrow().first().getFirst().sentence())
        .contains("The file ends too early.");
  }

  @Test
  void a_run_lists_candidates_with_and_without_an_accuracy() {
    String model = client.createModel("pets", 0.95).id();
    Contract.Run run = client.startRun(model, 0.95, Duration.ofMinutes(15));
    assertThat(run.finished()).isFalse();
    assertThat(run.candidates().getFirst().accuracy().orElseThrow().low()).isEqualTo(0.85);
    assertThat(run.candidates().getLast().accuracy()).isEmpty();
    assertThat(run.message()).isEmpty();
  }

  @Test
  void a_model_in_use_has_a_version_and_one_that_is_new_has_not() {
    Contract.Model serving = client.model(fake.addServingModel("pets"));
    assertThat(serving.serving().orElseThrow().version()).isEqualTo("1");
    assertThat(client.createModel("new", 0.95).serving()).isEmpty();
    assertThat(client.models()).extracting(Contract.Model::name).containsExactly("pets", "new");
  }

  @Test
  void a_busy_server_is_asked_again_with_the_same_key() {
    String model = fake.addServingModel("pets");
    fake.refuseNext(503, FakeSorrel.problem(503, "The queue is full."), true);
    assertThat(client.classify(model, "cat".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .returns("cat", Contract.Classification::closest);
    assertThat(fake.seen()).hasSize(2);
    assertThat(fake.seen().getFirst().idempotencyKey())
        .isNotBlank()
        .isEqualTo(fake.seen().getLast().idempotencyKey());
  }

  @Test
  void what_has_no_key_is_never_repeated() {
    String model = fake.addServingModel("pets");
    fake.refuseNext(503, FakeSorrel.problem(503, "The queue is full."), true);
    assertThatThrownBy(() -> client.classifyOnce(model, new byte[3]))
        .isInstanceOf(ServerProblem.class);
    assertThat(fake.seen()).hasSize(1);
    assertThat(fake.seen().getFirst().idempotencyKey()).isNull();
  }

  @Test
  void a_server_that_stays_busy_is_not_asked_for_ever() {
    for (int i = 0; i < 10; i++) {
      fake.refuseNext(503, FakeSorrel.problem(503, "The queue is full."), true);
    }
    assertThatThrownBy(client::models).hasMessage("The queue is full. (request r1)");
    assertThat(fake.seen()).hasSize(4);
  }

  @Test
  void a_refusal_is_said_in_the_words_of_the_server() {
    String problem =
        """
        {"type":"/problems/invalid","title":"Invalid","status":400,"detail":"The request is wrong.",
         "errors":[{"pointer":"/name","detail":"must not be empty"}],"requestId":"r1"}
        """;
    fake.refuseNext(400, problem, false);
    assertThatThrownBy(() -> client.createModel("", 0.95))
        .isInstanceOfSatisfying(
            ServerProblem.class, refused -> assertThat(refused.status()).isEqualTo(400))
        .hasMessage("The request is wrong. /name must not be empty.");
  }

  @Test
  void without_a_token_the_way_to_one_is_named() {
    SorrelClient anyone = new SorrelClient(fake.address(), Optional.empty());
    assertThatThrownBy(anyone::models)
        .hasMessageContaining("This needs a token.")
        .hasMessageContaining("./sorrel login");
  }

  @Test
  void an_answer_that_is_no_problem_document_is_told_apart() {
    fake.refuseNext(502, "<html>Bad gateway</html>", false);
    assertThatThrownBy(client::models)
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("status 502");
  }

  @Test
  void where_no_server_answers_the_message_says_how_to_start_one() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    assertThatThrownBy(new SorrelClient(nobody, Optional.empty())::models)
        .isInstanceOf(ServerUnreachable.class)
        .hasMessage("No Sorrel server answers at %s. Start one with ./sorrel serve", nobody);
  }

  @Test
  void the_type_of_a_picture_is_known_by_its_first_bytes() {
    assertThat(PictureTypes.of(new byte[] {(byte) 0xff, (byte) 0xd8, 1})).isEqualTo("image/jpeg");
    assertThat(PictureTypes.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'})).isEqualTo("image/png");
    assertThat(PictureTypes.of(new byte[0])).startsWith("image/");
  }
}
