package sorrel.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.Allowance;
import sorrel.kernel.ModelId;
import sorrel.model.TestModels;
import sorrel.model.store.ModelIndex;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.platform.http.ServerLimits;
import sorrel.platform.http.SqlIdempotencyStore;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;

final class ModelRoutesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static ModelIndex index;
  private static TestModels models;
  private static TestServer server;

  @BeforeAll
  static void serve() {
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into accounts values (?, 'anna@example.org', 'x', false, now())",
                    TestServer.ANNA.value()));
    index = new ModelIndex(DATABASE.jdbi(), Json.mapper());
    models = new TestModels((id, state) -> index.write(id, 1, state));
    ModelRoutes routes =
        new ModelRoutes(
            new ModelCalls(models.models()),
            index,
            account -> new Allowance(index.owners(Set.of(account)).size(), 1),
            _ -> 0,
            (_, _, _, _, _) -> {},
            new PictureReader(PictureLimits.DEFAULT),
            0.9,
            Clock.systemUTC());
    server =
        TestServer.of(
            ServerLimits.defaults("127.0.0.1", 0),
            routes.endpoints(),
            Optional.of(new SqlIdempotencyStore(DATABASE.jdbi(), Clock.systemUTC())));
  }

  @AfterAll
  static void stop() {
    server.close();
    models.close();
  }

  @Test
  void a_model_that_nobody_heard_of_leaves_room_for_the_request_that_made_it() {
    models.answering(false);
    assertThat(create("a").statusCode()).isEqualTo(504);
    assertThat(index.owners(Set.of(TestServer.ANNA))).hasSize(1);
    models.answering(true);

    HttpResponse<String> again = create("a");

    assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
    assertThat(index.owners(Set.of(TestServer.ANNA)))
        .containsOnlyKeys(ModelId.of(TestServer.json(again).get("id").asText()));
    HttpResponse<String> another = create("b");
    assertThat(another.statusCode()).isEqualTo(422);
    assertThat(another.body()).contains("/problems/quota-reached");
  }

  private static HttpResponse<String> create(String key) {
    return server.send(
        server
            .jsonRequest("/api/v1/models", "{\"name\":\"Pets\"}")
            .header("Authorization", "Bearer anna")
            .header("Idempotency-Key", key));
  }
}
