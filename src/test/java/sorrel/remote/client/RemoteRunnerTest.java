package sorrel.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;
import static sorrel.training.actor.Jobs.stopped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sorrel.platform.serialization.Json;
import sorrel.platform.serialization.SealedTypes;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Told;
import sorrel.training.actor.JobExecutor;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Layer;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/** A runner against a server that answers as a test says, and is away in between. */
@Timeout(60)
final class RemoteRunnerTest {
  private static final long PATIENCE_SECONDS = 20;
  private static final ObjectMapper JSON = mapper();

  /** What the server answers to the next request of a kind. */
  private record Answer(int status, Object body) {}

  private final BlockingQueue<Answer> orders = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<Hello> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Ended> reported = new LinkedBlockingQueue<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Assignments jobs = new Assignments();
  private HttpServer http;
  private ServerConnection server;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/api/v1/runner/orders", exchange -> answer(exchange, heard, Hello.class, orders));
    http.createContext(
        "/api/v1/runner/reports", exchange -> answer(exchange, reported, Ended.class, reports));
    http.start();
    URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    server = new ServerConnection(address, "a token", JSON);
  }

  @AfterEach
  void stop() {
    server.close();
    http.stop(0);
  }

  @Test
  void a_job_is_done_and_reported_until_the_report_is_taken() throws Exception {
    RemoteRunner runner = started((_, _) -> done(0));
    orders.add(told(List.of(round(0))));
    assertThat(next(heard).begins()).isTrue();

    assertThat(next(reported).report()).isEqualTo(done(0));
    reports.add(new Answer(503, problem("Send it again.")));
    assertThat(next(reported).report()).isEqualTo(done(0));
    Hello meanwhile = next(heard);
    assertThat(meanwhile.begins()).isFalse();
    assertThat(meanwhile.holds()).containsExactly(key(0));
    reports.add(new Answer(204, ""));
    orders.add(told(List.of()));

    awaitTrue(() -> jobs.keys().isEmpty());
    close(runner);
  }

  @Test
  void while_the_server_is_away_the_job_goes_on_and_the_runner_asks_again() throws Exception {
    BlockingQueue<JobReport> work = new LinkedBlockingQueue<>();
    RemoteRunner runner = started((_, _) -> taken(work));
    orders.add(told(List.of(round(0))));
    orders.add(new Answer(502, "no gateway"));
    orders.add(new Answer(503, problem("Ask again.")));
    orders.add(told(List.of(round(0))));
    // The fifth is asked once the fourth's orders are followed.
    for (int i = 0; i < 5; i++) {
      next(heard);
    }
    work.add(done(0));
    reports.add(new Answer(204, ""));

    assertThat(next(reported).report()).isEqualTo(done(0));
    awaitTrue(() -> jobs.keys().isEmpty());
    awaitTrue(() -> notes.size() == 3);
    assertThat(notes.get(1)).contains("asks again");
    assertThat(notes.get(2)).isEqualTo("Connected again as desk.");
    close(runner);
  }

  @Test
  void a_job_that_nobody_wants_is_stopped_and_given_back() throws Exception {
    RemoteRunner runner =
        started(
            (_, cancelled) -> {
              awaitTrue(cancelled);
              return stopped(0);
            });
    orders.add(told(List.of(round(0))));
    orders.add(new Answer(200, new Told("desk", List.of(), List.of(key(0)), List.of())));
    reports.add(new Answer(204, ""));

    assertThat(next(reported).report()).isEqualTo(stopped(0));
    awaitTrue(() -> jobs.keys().isEmpty());
    close(runner);
  }

  @Test
  void a_token_that_holds_no_more_ends_the_runner_with_the_servers_words() {
    orders.add(new Answer(401, problem("It was revoked.")));

    assertThatThrownBy(() -> runner((_, _) -> done(0)).run())
        .isInstanceOf(RunnerEnded.class)
        .hasMessageContaining("It was revoked.");
  }

  @Test
  void an_address_without_a_sorrel_that_knows_runners_is_said_to_be_one() {
    orders.add(new Answer(404, "nothing here"));
    assertThatThrownBy(() -> runner((_, _) -> done(0)).run())
        .isInstanceOf(RunnerEnded.class)
        .hasMessageContaining("no Sorrel");

    orders.add(new Answer(200, "a page of something else"));
    assertThatThrownBy(() -> runner((_, _) -> done(0)).run())
        .isInstanceOf(RunnerEnded.class)
        .hasMessageContaining("not a Sorrel");
  }

  private RemoteRunner runner(JobExecutor executor) {
    return new RemoteRunner(
        server,
        jobs,
        executor,
        new RemoteRunner.Node(1, RunnerTraits::unknown, _ -> {}, notes::add));
  }

  private RemoteRunner started(JobExecutor executor) {
    RemoteRunner runner = runner(executor);
    Thread.ofPlatform().daemon().start(runner::run);
    return runner;
  }

  /** It says goodbye, while its poll may still wait. */
  private void close(RemoteRunner runner) throws InterruptedException {
    heard.clear();
    orders.add(told(List.of()));
    orders.add(told(List.of()));
    runner.close();
    Hello last = next(heard);
    while (!last.leaving()) {
      last = next(heard);
    }
    assertThat(last.holds()).isEmpty();
  }

  private static JobReport taken(BlockingQueue<JobReport> work) {
    try {
      return work.take();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Answer told(List<TrainingJob> start) {
    return new Answer(200, new Told("desk", start, List.of(), List.of()));
  }

  private static Map<String, String> problem(String detail) {
    return Map.of("type", "/problems/of-the-test", "detail", detail);
  }

  private static <T> void answer(
      HttpExchange exchange, BlockingQueue<T> said, Class<T> type, BlockingQueue<Answer> answers)
      throws IOException {
    try (exchange) {
      said.add(JSON.readValue(exchange.getRequestBody(), type));
      Answer answer = answers.take();
      byte[] body =
          answer.body() instanceof String text
              ? text.getBytes(StandardCharsets.UTF_8)
              : JSON.writeValueAsBytes(answer.body());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("in time").isNotNull();
    return next;
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper json = Json.mapper();
    List.of(Layer.class, TrainingJob.class, TrainingJob.Subject.class, JobReport.class)
        .forEach(family -> SealedTypes.register(json, family));
    return json;
  }
}
