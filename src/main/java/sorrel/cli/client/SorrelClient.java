package sorrel.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * The REST API, call by call.
 *
 * <p>Every method throws {@link ClientException} with a message for a person. Reading is repeated
 * when the connection breaks or the server is busy; so is what carries an idempotency key, which
 * every POST here does unless its comment says otherwise. Safe for use by several threads.
 */
public final class SorrelClient {
  private static final String BASE = "/api/v1";

  /** Answers come within seconds; what takes longer is a task that is looked up. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  /** What the server sends on one page; lists are read to their end, page by page. */
  private static final int PAGE = 500;

  private final URI server;
  private final Optional<String> token;
  private final Exchange exchange;

  /**
   * A client of a server.
   *
   * @param server such as {@code http://127.0.0.1:8080}; a slash at the end does not matter
   * @param token a session's or named token's secret; empty for calls that need none
   */
  public SorrelClient(URI server, Optional<String> token) {
    this(withoutSlash(server), token, new Exchange(withoutSlash(server)));
  }

  private SorrelClient(URI server, Optional<String> token, Exchange exchange) {
    this.server = server;
    this.token = token;
    this.exchange = exchange;
  }

  /** The same server and connections, as another caller. */
  public SorrelClient as(String otherToken) {
    return new SorrelClient(server, Optional.of(otherToken), exchange);
  }

  public URI server() {
    return server;
  }

  /** The secret that calls are made with. */
  public Optional<String> token() {
    return token;
  }

  public void register(String email, String password) {
    post("/accounts", Map.of("email", email, "password", password), JsonNode.class);
  }

  public Contract.Secret logIn(String email, String password) {
    return post("/sessions", Map.of("email", email, "password", password), Contract.Secret.class);
  }

  /** Ends the session that this client's token is of. */
  public void logOut() {
    exchange.send(() -> request("/sessions/current").DELETE().build(), true, JsonNode.class);
  }

  public Contract.Secret createToken(String name) {
    return post("/tokens", Map.of("name", name), Contract.Secret.class);
  }

  public Contract.Model createModel(String name, double targetAccuracy) {
    return post(
        "/models", Map.of("name", name, "targetAccuracy", targetAccuracy), Contract.Model.class);
  }

  public Contract.Model model(String id) {
    return get("/models/" + segment(id), Contract.Model.class);
  }

  /** All models of the caller. */
  public List<Contract.Model> models() {
    return all("/models?limit=" + PAGE, Contract.Model.class);
  }

  /** The nodes of the cluster; for administrators. */
  public List<Contract.Node> nodes() {
    return all("/cluster", Contract.Node.class);
  }

  /** Who trains; for administrators. */
  public Contract.Runners runners() {
    return get("/runners", Contract.Runners.class);
  }

  /** The newest tasks, of one model if one is given; one page of them. */
  public List<Contract.Task> tasks(Optional<String> model, int limit) {
    String filter = model.map(id -> "&model=" + query(id)).orElse("");
    Contract.Listing<Contract.Task> page =
        page("/tasks?limit=" + limit + filter, Contract.Task.class);
    return page.items();
  }

  public Contract.Task task(String id) {
    return get("/tasks/" + segment(id), Contract.Task.class);
  }

  /**
   * Uploads a zip; its import goes on as the task that is answered.
   *
   * @param sent told the bytes sent so far; begins again at 0 if the upload is repeated
   */
  public Contract.Task importZip(String model, Path zip, LongConsumer sent) {
    String key = UUID.randomUUID().toString();
    JsonNode answer =
        exchange.send(
            () ->
                // Without a time limit: 10 GB may take an hour.
                posting("/models/" + segment(model) + "/imports", key, "application/zip")
                    .POST(new CountedFile(zip, sent))
                    .build(),
            true,
            JsonNode.class);
    return Exchange.convert(answer.path("task"), Contract.Task.class);
  }

  /** The result of an import that succeeded. */
  public static Contract.ImportResult importResult(Contract.Task task) {
    return Exchange.convert(
        task.result().orElseThrow(() -> new IllegalArgumentException("not finished: " + task.id())),
        Contract.ImportResult.class);
  }

  public Contract.Run startRun(String model, double targetAccuracy, Duration budget) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("targetAccuracy", targetAccuracy);
    body.put("budget", budget.toString());
    JsonNode answer = post("/models/" + segment(model) + "/runs", body, JsonNode.class);
    return Exchange.convert(answer.path("run"), Contract.Run.class);
  }

  public Contract.Run run(String model, String run) {
    return get("/models/" + segment(model) + "/runs/" + segment(run), Contract.Run.class);
  }

  /**
   * Starts bringing the version in use up to date with the model's classes and pictures.
   *
   * @param mayLose how much of their accuracy the classes known before may lose, 0 to 1; the
   *     server's limit if empty
   * @param refine whether the network is trained further afterwards
   */
  public Contract.Run startExpansion(String model, Optional<Double> mayLose, boolean refine) {
    Map<String, Object> body = new LinkedHashMap<>();
    mayLose.ifPresent(share -> body.put("mayLose", share));
    body.put("refine", refine);
    JsonNode answer = post("/models/" + segment(model) + "/expansions", body, JsonNode.class);
    return Exchange.convert(answer.path("run"), Contract.Run.class);
  }

  /** Cancels a run; what it has promoted stays. */
  public void cancelRun(String model, String run) {
    exchange.send(
        () -> request("/models/" + segment(model) + "/runs/" + segment(run)).DELETE().build(),
        true,
        JsonNode.class);
  }

  public Contract.Version version(String model, String version) {
    return get(
        "/models/" + segment(model) + "/versions/" + segment(version), Contract.Version.class);
  }

  public Contract.Classification classify(String model, byte[] picture) {
    String key = UUID.randomUUID().toString();
    return exchange.send(
        () ->
            posting(classifications(model), key, PictureTypes.of(picture))
                .timeout(ANSWER_MAX)
                .POST(BodyPublishers.ofByteArray(picture))
                .build(),
        true,
        Contract.Classification.class);
  }

  /**
   * Classifies as most programs do: without an idempotency key, and so never repeated. To measure
   * with: nothing is added to what the server does.
   */
  public Contract.Classification classifyOnce(String model, byte[] picture) {
    HttpRequest request =
        request(classifications(model))
            .header("Content-Type", PictureTypes.of(picture))
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    return exchange.send(() -> request, false, Contract.Classification.class);
  }

  /** The ids and labels of a model's pictures in a split, up to a number. */
  public List<Contract.Image> images(String model, String split, int max) {
    int page = Math.min(PAGE, max);
    String path =
        "/models/%s/images?split=%s&limit=%d".formatted(segment(model), query(split), page);
    return upTo(path, Contract.Image.class, max);
  }

  /** The bytes of a picture. */
  public byte[] imageContent(String image) {
    return exchange.bytes(() -> request("/images/" + segment(image) + "/content").GET().build());
  }

  private static String classifications(String model) {
    return "/models/" + segment(model) + "/classifications";
  }

  private <T> T post(String path, Object body, Class<T> type) {
    String key = UUID.randomUUID().toString();
    BodyPublisher json = BodyPublishers.ofByteArray(Exchange.write(body));
    return exchange.send(
        () -> posting(path, key, "application/json").timeout(ANSWER_MAX).POST(json).build(),
        // Without a caller the server keeps no keys.
        token.isPresent(),
        type);
  }

  private <T> T get(String path, Class<T> type) {
    return exchange.send(() -> request(path).GET().build(), true, type);
  }

  private <T> Contract.Listing<T> page(String path, Class<T> type) {
    return exchange.listing(() -> request(path).GET().build(), type);
  }

  private <T> List<T> all(String path, Class<T> type) {
    return upTo(path, type, Integer.MAX_VALUE);
  }

  private <T> List<T> upTo(String path, Class<T> type, int max) {
    List<T> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      String more = cursor.map(text -> "&cursor=" + query(text)).orElse("");
      Contract.Listing<T> page = page(path + more, type);
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent() && all.size() < max);
    return all.subList(0, Math.min(max, all.size()));
  }

  private HttpRequest.Builder posting(String path, String key, String mediaType) {
    // Uploads set no timeout of their own and so have none.
    return authorized(HttpRequest.newBuilder(URI.create(server + BASE + path)))
        .header("Content-Type", mediaType)
        .header("Idempotency-Key", key);
  }

  private HttpRequest.Builder request(String path) {
    return authorized(HttpRequest.newBuilder(URI.create(server + BASE + path))).timeout(ANSWER_MAX);
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder builder) {
    token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
    return builder.header("Accept", "application/json, application/problem+json, */*");
  }

  private static String segment(String text) {
    return query(text).replace("+", "%20");
  }

  private static String query(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static URI withoutSlash(URI server) {
    String text = server.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : server;
  }
}
