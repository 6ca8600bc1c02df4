package sorrel.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that plays the HTTP contract in memory: imports and runs end after a few looks at them,
 * and a picture whose bytes are a word shows what the word says, if its model knows that class.
 */
public final class FakeSorrel implements AutoCloseable {
  public static final String TOKEN = "token-1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/v1";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, FakeModel> models = new LinkedHashMap<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private int failuresWhileExpanding;
  private boolean expansionsFail;

  /** A request that came in. */
  public record Seen(String call, String idempotencyKey, String contentType, long bytes) {}

  private record Refusal(int status, String problem, boolean retryAfter) {}

  private FakeSorrel(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  public static FakeSorrel start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FakeSorrel fake = new FakeSorrel(HttpServer.create(any, 1_024));
    fake.server.start();
    return fake;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Answers the next request with a problem. */
  public synchronized void refuseNext(int status, String problem, boolean retryAfter) {
    refusals.add(new Refusal(status, problem, retryAfter));
  }

  /** A model that serves already. */
  public synchronized String addServingModel(String name) {
    FakeModel model = newModel(name);
    model.serve();
    return model.id;
  }

  /** A model without anything. */
  public synchronized void addModel(String name) {
    newModel(name);
  }

  /** Answers as many classifications of a model that expands with "busy". */
  public synchronized void failWhileExpanding(int classifications) {
    failuresWhileExpanding = classifications;
  }

  /** Lets every expansion come to nothing. */
  public synchronized void failExpansions() {
    expansionsFail = true;
  }

  /** The names of the files of each zip that was imported into the newest model. */
  public synchronized List<List<String>> uploads() {
    return newest().uploads();
  }

  /** What was sent to ask for the newest model's expansion. */
  public synchronized JsonNode expansion() {
    return newest().expansion().orElseThrow();
  }

  private FakeModel newest() {
    return List.copyOf(models.values()).getLast();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath().replaceFirst("^" + BASE, "");
      String call = exchange.getRequestMethod() + " " + path;
      seen.add(
          new Seen(
              call,
              exchange.getRequestHeaders().getFirst("Idempotency-Key"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              body.length));
      synchronized (this) {
        Refusal refusal = refusals.poll();
        if (refusal != null) {
          if (refusal.retryAfter()) {
            exchange.getResponseHeaders().set("Retry-After", "0");
          }
          send(exchange, refusal.status(), refusal.problem());
        } else {
          answer(exchange, call, path.split("/"), body);
        }
      }
    }
  }

  private void answer(HttpExchange exchange, String call, String[] path, byte[] body)
      throws IOException {
    if (call.equals("POST /accounts")) {
      JsonNode asked = JSON.readTree(body);
      if (passwords.putIfAbsent(asked.path("email").asText(), asked.path("password").asText())
          != null) {
        send(exchange, 409, problem(409, "There is an account with this email already."));
      } else {
        send(exchange, 201, "{}");
      }
    } else if (call.equals("POST /sessions")) {
      JsonNode asked = JSON.readTree(body);
      if (asked.path("password").asText().equals(passwords.get(asked.path("email").asText()))) {
        send(exchange, 201, "{\"token\":\"session\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}");
      } else {
        send(exchange, 401, problem(401, "The email or the password is wrong."));
      }
    } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
      send(exchange, 401, problem(401, "This needs a token."));
    } else if (call.equals("POST /tokens")) {
      send(exchange, 201, "{\"id\":\"t\",\"name\":\"n\",\"token\":\"" + TOKEN + "\"}");
    } else if (call.equals("DELETE /sessions/current")) {
      exchange.sendResponseHeaders(204, -1);
    } else if (call.equals("POST /models")) {
      FakeModel model = newModel(JSON.readTree(body).path("name").asText());
      send(exchange, 201, model.json().toString());
    } else if (call.equals("GET /models")) {
      ObjectNode page = JSON.createObjectNode();
      ArrayNode items = page.putArray("items");
      models.values().forEach(model -> items.add(model.json()));
      send(exchange, 200, page.toString());
    } else if (path.length > 2 && path[1].equals("models") && models.containsKey(path[2])) {
      ofModel(exchange, call, path, body);
    } else if (path.length == 3 && path[1].equals("tasks") && path[2].startsWith("import-")) {
      importTask(exchange, path[2]);
    } else if (call.equals("GET /tasks")) {
      send(exchange, 200, "{\"items\":[" + task("import-x", "queued", "") + "]}");
    } else {
      send(exchange, 404, problem(404, "There is nothing at this address."));
    }
  }

  private void ofModel(HttpExchange exchange, String call, String[] path, byte[] body)
      throws IOException {
    FakeModel model = models.get(path[2]);
    boolean post = call.startsWith("POST");
    switch (path.length == 3 ? "" : path[3]) {
      case "" -> send(exchange, 200, model.json().toString());
      case "imports" -> {
        model.upload(body);
        send(exchange, 202, "{\"task\":" + task("import-" + model.id, "queued", "") + "}");
      }
      case "runs" -> {
        if (post) {
          send(exchange, 202, "{\"run\":" + model.startRun("search") + "}");
        } else {
          boolean fails = model.state().equals("expanding") && expansionsFail;
          send(exchange, 200, model.run(path[4], fails).toString());
        }
      }
      case "expansions" ->
          send(exchange, 202, "{\"run\":" + model.startExpansion(JSON.readTree(body)) + "}");
      case "versions" -> send(exchange, 200, model.version(Integer.parseInt(path[4])).toString());
      case "classifications" -> classification(exchange, model, new String(body, UTF_8));
      default -> send(exchange, 404, problem(404, "There is nothing at this address."));
    }
  }

  private void classification(HttpExchange exchange, FakeModel model, String word)
      throws IOException {
    if (word.equals("broken")) {
      send(exchange, 422, problem(422, "This picture cannot be read."));
      return;
    }
    if (model.state().equals("expanding") && failuresWhileExpanding > 0) {
      failuresWhileExpanding--;
      send(exchange, 503, problem(503, "The queue is full."));
      return;
    }
    String shown = word.matches("[a-z]+") ? word : "star";
    String label = model.answer(shown);
    send(
        exchange,
        200,
        """
        {"task":"c1","class":"%s","probability":0.875,"unknown":%s,"familiarity":0.5,
         "classes":[{"class":"%s","probability":0.875}],"version":%d}
        """
            .formatted(
                label,
                word.equals("puzzle") || !model.knows(shown),
                label,
                Math.max(1, model.version())));
  }

  private void importTask(HttpExchange exchange, String task) throws IOException {
    FakeModel model = models.get(task.substring("import-".length()));
    if (!model.lookAtImport()) {
      String progress = "\"progress\":{\"done\":" + model.importLooks() + ",\"total\":9},";
      send(exchange, 200, task(task, "running", progress));
      return;
    }
    String result =
        """
        "result":{"pictures":8,"training":6,"testing":2,"classes":[],"duplicates":1,"skipped":0,
        "refused":{"count":1,"first":[{"name":"cat/broken.png","reason":"truncated",
        "sentence":"The file ends too early."}]},"seconds":0.5},
        """;
    send(exchange, 200, task(task, "succeeded", result));
  }

  private static String task(String id, String status, String more) {
    return """
    {"id":"%s","model":"m","kind":"import","status":"%s",%s"createdAt":"2026-01-01T00:00:00Z"}
    """
        .formatted(id, status, more);
  }

  private FakeModel newModel(String name) {
    FakeModel model = new FakeModel("01930e5a-7c1b-7000-8000-%012d".formatted(models.size()), name);
    models.put(model.id, model);
    return model;
  }

  /** A problem document. */
  public static String problem(int status, String detail) {
    return """
    {"type":"/problems/some","title":"Some problem","status":%d,"detail":"%s","requestId":"r1"}
    """
        .formatted(status, detail);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
