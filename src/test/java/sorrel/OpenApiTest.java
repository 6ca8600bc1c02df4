package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import sorrel.account.http.AccountRoutes;
import sorrel.account.http.InvitationRoutes;
import sorrel.account.http.PeopleRoutes;
import sorrel.backbone.http.BackboneRoutes;
import sorrel.dataset.http.BinRoutes;
import sorrel.dataset.http.ImageRoutes;
import sorrel.dataset.http.ImportRoutes;
import sorrel.feedback.http.FeedbackRoutes;
import sorrel.feedback.http.PictureRoutes;
import sorrel.feedback.http.VerdictRoutes;
import sorrel.inference.http.ClassificationRoutes;
import sorrel.inference.http.InferenceProtocolRoutes;
import sorrel.inference.http.MemoryRoutes;
import sorrel.inference.http.PinRoutes;
import sorrel.inference.http.StatisticsRoutes;
import sorrel.model.http.DoctorRoutes;
import sorrel.model.http.ExpansionRoutes;
import sorrel.model.http.ModelRoutes;
import sorrel.model.http.RunRoutes;
import sorrel.model.http.VersionRoutes;
import sorrel.platform.cluster.ClusterRoutes;
import sorrel.platform.config.AccountSettings;
import sorrel.platform.http.Access;
import sorrel.platform.http.ApiDocs;
import sorrel.platform.http.Body;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Health;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.ProblemType;
import sorrel.remote.domain.Protocol;
import sorrel.remote.http.RemoteFileRoutes;
import sorrel.remote.http.RemoteRunnerRoutes;
import sorrel.remote.http.RunnerTokenRoutes;
import sorrel.task.http.EventRoutes;
import sorrel.task.http.TaskRoutes;
import sorrel.task.http.UsageRoutes;
import sorrel.training.http.RunnerRoutes;

/** Holds the description of the API against the tables that the server answers from. */
class OpenApiTest {
  /** Pages for people, which are no part of the API. */
  private static final Set<String> PAGES =
      Set.of("/api/docs", "/api/docs/{asset}", "/api/openapi.json", "/problems/{problem}");

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Pattern PROBLEM_LINK = Pattern.compile("\\(/problems/([a-z0-9-]+)\\)");

  private static final JsonNode DOCUMENT = document();
  private static final Map<String, JsonNode> OPERATIONS = operations();
  private static final Map<String, Endpoint> ENDPOINTS = endpoints();

  @Test
  void every_endpoint_is_described_and_nothing_else() {
    assertThat(OPERATIONS.keySet()).isEqualTo(ENDPOINTS.keySet());
  }

  @Test
  void query_parameters_are_those_that_the_endpoint_takes() {
    assertThat(described(operation -> names(operation, "query")))
        .isEqualTo(declared(endpoint -> new TreeSet<>(endpoint.query())));
  }

  @Test
  void path_parameters_are_those_of_the_path() {
    Pattern parameter = Pattern.compile("\\{(\\w+)}");
    OPERATIONS.forEach(
        (name, operation) ->
            assertThat(names(operation, "path"))
                .as(name)
                .isEqualTo(
                    parameter
                        .matcher(name)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  @Test
  void a_token_is_asked_for_where_the_endpoint_knows_its_caller() {
    same(
        operation -> !operation.path("security").isEmpty() && !isForRunners(operation),
        endpoint -> endpoint.access() != Access.EVERYONE);
    OPERATIONS.forEach(
        (name, operation) -> assertThat(operation.has("security")).as(name).isTrue());
  }

  @Test
  void a_token_of_a_runner_is_asked_for_where_runners_ask() {
    same(
        OpenApiTest::isForRunners,
        endpoint -> endpoint.path().text().startsWith(Protocol.BASE + "/"));
  }

  private static boolean isForRunners(JsonNode operation) {
    return operation.path("security").findValue("runnerToken") != null;
  }

  @Test
  void other_accounts_are_refused_where_the_endpoint_is_for_administrators() {
    same(
        operation ->
            operation.at("/responses/403/$ref").asText().equals("#/components/responses/Forbidden"),
        endpoint -> endpoint.access() == Access.ADMINISTRATOR);
  }

  @Test
  void idempotency_keys_are_described_where_they_are_honoured() {
    same(
        operation -> names(operation, "header").contains("Idempotency-Key"),
        endpoint -> endpoint.idempotent());
  }

  @Test
  void bodies_are_of_the_types_that_the_endpoint_reads() {
    assertThat(
            described(
                operation -> {
                  JsonNode content = resolved(operation.path("requestBody")).path("content");
                  return content.has("image/*")
                      ? "picture"
                      : content.has("application/zip") || content.has("application/octet-stream")
                          ? "stream"
                          : content.has("application/json") ? "json" : "none";
                }))
        .isEqualTo(
            declared(
                endpoint ->
                    switch (endpoint.body()) {
                      case Body.None _ -> "none";
                      case Body.Json _ -> "json";
                      case Body.Upload _ -> "picture";
                      case Body.Stream _ -> "stream";
                    }));
  }

  @Test
  void every_reference_leads_somewhere() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }

  @Test
  void problems_are_listed_under_the_status_they_are_sent_with() {
    Map<String, Integer> statuses =
        ProblemsTest.types().stream()
            .collect(Collectors.toMap(ProblemType::slug, ProblemType::status));
    OPERATIONS.forEach(
        (name, operation) ->
            operation
                .path("responses")
                .properties()
                .forEach(
                    response ->
                        PROBLEM_LINK
                            .matcher(resolved(response.getValue()).path("description").asText())
                            .results()
                            .forEach(
                                link ->
                                    assertThat(statuses)
                                        .as(name)
                                        .containsEntry(
                                            link.group(1), Integer.valueOf(response.getKey())))));
  }

  @Test
  void operations_have_names_of_their_own() {
    List<String> ids =
        OPERATIONS.values().stream().map(each -> each.path("operationId").asText()).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)*"));
  }

  /** All endpoints that have to be described; only their tables are looked at. */
  private static Map<String, Endpoint> endpoints() {
    ActorTestKit kit =
        ActorTestKit.create(
            "openapi",
            ConfigFactory.parseString(
                """
                akka.actor.provider = cluster
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.coordinated-shutdown.exit-jvm = off
                """));
    Stream<Endpoint.Resource> resources =
        Stream.of(
            new Health(List.of(), null),
            new ApiDocs(),
            new ProblemPages(List.of()),
            new AccountRoutes(
                null,
                null,
                null,
                new AccountSettings(
                    Duration.ZERO,
                    AccountSettings.Registration.OPEN,
                    Duration.ZERO,
                    1,
                    Duration.ZERO,
                    1,
                    1)),
            new ModelRoutes(null, null, null, null, null, null, 1, null),
            new RunRoutes(null, null, null, null, null, null, 0, null),
            new BackboneRoutes(null),
            new ExpansionRoutes(null, null),
            new DoctorRoutes(null, null, null),
            new VersionRoutes(null, null, null, null, null),
            new ImportRoutes(null, 1),
            new ImageRoutes(null, 1),
            new BinRoutes(null),
            new ClassificationRoutes(null, null, null, null, 1),
            new InferenceProtocolRoutes(null, null),
            new StatisticsRoutes(null, null),
            new UsageRoutes(null),
            new TaskRoutes(null),
            new EventRoutes(null, List.of()),
            new PictureRoutes(null, null, null),
            new VerdictRoutes(null),
            new FeedbackRoutes(null, null),
            new RunnerRoutes(null, null),
            new RunnerTokenRoutes(null, null),
            new RemoteRunnerRoutes(null, null, null, null, null),
            new RemoteFileRoutes(null, null, null),
            new PinRoutes(null),
            new MemoryRoutes(null, null),
            new PeopleRoutes(null, null),
            new InvitationRoutes(null),
            new ClusterRoutes(kit.system(), Map.of()));
    kit.shutdownTestKit();
    return resources
        .flatMap(resource -> resource.endpoints().stream())
        .filter(endpoint -> !PAGES.contains(endpoint.path().text()))
        .collect(
            Collectors.toMap(Endpoint::name, Function.identity(), (_, same) -> same, TreeMap::new));
  }

  /** The operations by method and path, with the parameters of their paths among their own. */
  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          ObjectNode operation = member.getValue().deepCopy();
          ArrayNode parameters = operation.withArray("parameters");
          path.getValue().path("parameters").forEach(parameters::add);
          operations.put(member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation);
        }
      }
    }
    return operations;
  }

  private static Set<String> names(JsonNode operation, String in) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .map(OpenApiTest::resolved)
        .filter(parameter -> parameter.path("in").asText().equals(in))
        .map(parameter -> parameter.path("name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static <T> Map<String, T> described(Function<JsonNode, T> property) {
    Map<String, T> found = new TreeMap<>();
    OPERATIONS.forEach((name, operation) -> found.put(name, property.apply(operation)));
    return found;
  }

  private static <T> Map<String, T> declared(Function<Endpoint, T> property) {
    Map<String, T> found = new TreeMap<>();
    ENDPOINTS.forEach((name, endpoint) -> found.put(name, property.apply(endpoint)));
    return found;
  }

  private static void same(Predicate<JsonNode> described, Predicate<Endpoint> declared) {
    assertThat(matching(OPERATIONS, described)).isEqualTo(matching(ENDPOINTS, declared));
  }

  private static <T> Set<String> matching(Map<String, T> all, Predicate<T> wanted) {
    return all.entrySet().stream()
        .filter(each -> wanted.test(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode document() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
