package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sorrel.kernel.Sha256;

class IdempotencyTest {
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);

  record Input(String name) {}

  @AutoClose
  private final TestServer server =
      TestServer.of(
          ServerLimits.defaults("127.0.0.1", 0),
          List.of(
              Endpoint.post(Access.ACCOUNT, "/things")
                  .body(Body.json())
                  .idempotent()
                  .blocking(this::make),
              Endpoint.post(Access.ACCOUNT, "/slow")
                  .idempotent()
                  .blocking(
                      _ -> {
                        started.countDown();
                        go.await();
                        return Reply.ok(Map.of());
                      }),
              Endpoint.post(Access.ACCOUNT, "/first")
                  .query("says")
                  .idempotent()
                  .blocking(this::unlessFirst)),
          Optional.of(new InMemory()));

  private Reply make(Call call) {
    String name = call.json(Input.class).name();
    return name.equals("refused")
        ? Reply.problem(HttpProblems.CONFLICT.because("no"))
        : Reply.created("/things/" + made.incrementAndGet(), Map.of("n", made.get()));
  }

  /** Answers as it is told the first time, and makes something the second. */
  private Reply unlessFirst(Call call) throws Exception {
    String id = call.newId().toString();
    ids.add(id);
    if (ids.size() % 2 == 0) {
      return Reply.created("/things/" + id, Map.of("id", id));
    }
    return switch (call.query().text("says").orElseThrow()) {
      case "quota" -> Reply.problem(new ProblemType("quota", 422, "Full").because("no"));
      case "busy" -> Reply.problem(HttpProblems.BUSY.because("no"));
      case "conflict" -> throw HttpProblems.CONFLICT.because("no").asException();
      case "unknown" -> throw HttpProblems.OUTCOME_UNKNOWN.because("who knows").asException();
      default -> throw new IllegalStateException("a fault");
    };
  }

  @Test
  void a_repeat_answers_what_the_first_request_did() {
    HttpResponse<String> first = post("/things", "anna", "k1", "{\"name\":\"a\"}");
    HttpResponse<String> again = post("/things", "anna", "k1", "{\"name\":\"a\"}");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  @Test
  void a_key_belongs_to_one_account_and_one_body() {
    HttpResponse<String> anna = post("/things", "anna", "k2", "{\"name\":\"a\"}");
    HttpResponse<String> bert = post("/things", "bert", "k2", "{\"name\":\"a\"}");
    assertThat(bert.body()).isNotEqualTo(anna.body());
    HttpResponse<String> other = post("/things", "anna", "k2", "{\"name\":\"b\"}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("/problems/idempotency-key-reused");
  }

  @Test
  void a_refusal_is_not_kept() {
    assertThat(post("/things", "anna", "k3", "{\"name\":\"refused\"}").statusCode()).isEqualTo(409);
    assertThat(post("/things", "anna", "k3", "{\"nam\":\"\"}").statusCode()).isEqualTo(400);
    assertThat(post("/things", "anna", "k3", "{\"name\":\"fine\"}").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"quota, 422", "busy, 503", "conflict, 409"})
  void what_was_refused_is_done_for_a_repeat_once_it_can_be(String says, int status) {
    assertThat(first(says).statusCode()).isEqualTo(status);
    assertThat(first(says).statusCode()).isEqualTo(201);
    assertThat(first(says).headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(ids).doesNotHaveDuplicates().hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"unknown, 504", "fault, 500"})
  void a_repeat_makes_under_the_same_id_what_may_have_been_made(String says, int status) {
    assertThat(first(says).statusCode()).isEqualTo(status);
    HttpResponse<String> again = first(says);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(ids).hasSize(2);
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(first(says).body()).isEqualTo(again.body());
  }

  private HttpResponse<String> first(String says) {
    return post("/first?says=" + says, "anna", "first " + says, "");
  }

  @Test
  void a_repeat_while_the_first_is_worked_on_has_to_wait() throws Exception {
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> post("/slow", "anna", "k4", ""));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> meanwhile = post("/slow", "anna", "k4", "");
    assertThat(meanwhile.statusCode()).isEqualTo(409);
    assertThat(meanwhile.headers().firstValue("Retry-After")).contains("1");
    go.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void a_key_has_a_bounded_length() {
    assertThat(post("/things", "anna", "k".repeat(256), "{\"name\":\"a\"}").statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> post(String path, String token, String key, String json) {
    return server.send(
        server
            .jsonRequest(path, json)
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", key));
  }

  /** What the table does, without one. */
  private static final class InMemory implements IdempotencyStore {
    private record Entry(Sha256 request, UUID made, Optional<StoredReply> reply) {}

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Key, Entry> givenUp = new ConcurrentHashMap<>();

    @Override
    public Claim claim(Key key, Sha256 request) {
      Entry fresh = new Entry(request, UUID.randomUUID(), Optional.empty());
      Entry mine = givenUp.getOrDefault(key, fresh);
      Entry found = entries.putIfAbsent(key, mine);
      if (found == null) {
        return new Claim.Granted(mine.made());
      }
      if (!found.request().equals(request)) {
        return new Claim.OtherRequest();
      }
      return found.reply().<Claim>map(Claim.Done::new).orElse(new Claim.InProgress());
    }

    @Override
    public void complete(Key key, StoredReply reply) {
      entries.computeIfPresent(
          key, (_, entry) -> new Entry(entry.request(), entry.made(), Optional.of(reply)));
    }

    @Override
    public void release(Key key) {
      entries.remove(key);
    }

    @Override
    public void giveUp(Key key) {
      givenUp.put(key, entries.remove(key));
    }
  }
}
