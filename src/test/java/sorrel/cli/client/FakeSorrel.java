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
 * and a picture whose bytes are a word shows what the word says.
 */
public final class FakeSorrel implements AutoCloseable {
  public static final String TOKEN = "token-1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/v1";
  private static final int LOOKS = 2;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, ObjectNode> models = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new LinkedHashMap<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

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
    String id = newModel(name);
    trained(id);
    return id;
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
        send(exchange, 409, problem(409, "There is an account with this e-mail already."));
      } else {
        send(exchange, 201, "{}");
      }
    } else if (call.equals("POST /sessions")) {
      JsonNode asked = JSON.readTree(body);
      if (asked.path("password").asText().equals(passwords.get(asked.path("email").asText()))) {
        send(exchange, 201, "{\"token\":\"session\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}");
      } else {
        send(exchange, 401, problem(401, "The e-mail or the password is wrong."));
      }
    } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
      send(exchange, 401, problem(401, "This needs a token."));
    } else if (call.equals("POST /tokens")) {
      send(exchange, 201, "{\"id\":\"t\",\"name\":\"n\",\"token\":\"" + TOKEN + "\"}");
    } else if (call.equals("DELETE /sessions/current")) {
      exchange.sendResponseHeaders(204, -1);
    } else if (call.equals("POST /models")) {
      String id = newModel(JSON.readTree(body).path("name").asText());
      send(exchange, 201, models.get(id).toString());
    } else if (call.equals("GET /models")) {
      ObjectNode page = JSON.createObjectNode();
      ArrayNode items = page.putArray("items");
      models.values().forEach(items::add);
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
    String id = path[2];
    String rest = path.length == 3 ? "" : path[3];
    switch (rest) {
      case "" -> send(exchange, 200, models.get(id).toString());
      case "imports" ->
          send(exchange, 202, "{\"task\":" + task("import-" + id, "queued", "") + "}");
      case "runs" -> {
        if (call.startsWith("POST")) {
          models.get(id).put("state", "training");
          send(exchange, 202, "{\"run\":" + run("queued", 0) + "}");
        } else {
          int look = looks.merge("run " + id, 1, Integer::sum);
          if (look > LOOKS) {
            trained(id);
          }
          send(exchange, 200, run(look > LOOKS ? "succeeded" : "running", look));
        }
      }
      case "classifications" -> {
        String word = new String(body, UTF_8);
        String label = word.matches("[a-z]+") ? word : "star";
        send(
            exchange,
            200,
            """
            {"task":"c1","class":"%s","probability":0.875,"unknown":%s,
             "classes":[{"class":"%s","probability":0.875}],"version":1}
            """
                .formatted(label, word.equals("puzzle"), label));
      }
      default -> send(exchange, 404, problem(404, "There is nothing at this address."));
    }
  }

  private void importTask(HttpExchange exchange, String task) throws IOException {
    int look = looks.merge(task, 1, Integer::sum);
    if (look <= LOOKS) {
      String progress = "\"progress\":{\"done\":" + look + ",\"total\":9},";
      send(exchange, 200, task(task, "running", progress));
      return;
    }
    String id = task.substring("import-".length());
    ArrayNode classes = models.get(id).putArray("classes");
    for (String label : List.of("cat", "dog")) {
      classes
          .addObject()
          .put("id", label + "-id")
          .put("label", label)
          .put("training", 3)
          .put("testing", 1);
    }
    models.get(id).put("state", "ready-to-train");
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

  private static String run(String state, int epochs) {
    return """
    {"id":"run-1","model":"m","state":"%s","targetAccuracy":0.95,"budget":"PT15M","candidates":[
     {"architecture":"small","parameters":12345,"state":"training","epochs":%d,"epochsPlanned":3,
      "accuracy":{"value":0.9,"low":0.85,"high":0.94},"trainingSeconds":1.5},
     {"architecture":"large","parameters":99999,"state":"waiting","epochs":0,"epochsPlanned":3,
      "trainingSeconds":0.0}],
     "trainingSeconds":1.5,"createdAt":"2026-01-01T00:00:00Z"}
    """
        .formatted(state, epochs);
  }

  private String newModel(String name) {
    String id = "01930e5a-7c1b-7000-8000-%012d".formatted(models.size());
    ObjectNode model = JSON.createObjectNode();
    model.put("id", id).put("name", name).put("state", "empty").put("targetAccuracy", 0.95);
    model.put("expandable", false).put("history", "durable").put("images", 0);
    model.put("importing", false).put("createdAt", "2026-01-01T00:00:00Z").putArray("classes");
    models.put(id, model);
    return id;
  }

  private void trained(String id) {
    ObjectNode serving = models.get(id).put("state", "serving").putObject("serving");
    serving.put("version", 1).put("architecture", "small");
    serving.putObject("accuracy").put("value", 0.972).put("low", 0.961).put("high", 0.98);
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
