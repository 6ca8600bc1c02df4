package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final AtomicBoolean database = new AtomicBoolean(true);
  @AutoClose private final Metrics metrics = new Metrics();
  @AutoClose private final TestServer server = TestServer.of(endpoints());

  private List<Endpoint> endpoints() {
    Health health =
        new Health(
            List.of(
                new Health.Check("database", database::get), new Health.Check("blobs", () -> true)),
            metrics);
    List<Endpoint> endpoints = new ArrayList<>(health.endpoints());
    endpoints.add(Endpoint.get(Access.EVERYONE, "/models/{model}").blocking(_ -> Reply.empty()));
    return endpoints;
  }

  @Test
  void a_process_that_answers_is_alive() {
    assertThat(server.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
  }

  @Test
  void it_is_ready_while_every_check_holds() {
    HttpResponse<String> up = server.get("/health/ready");
    assertThat(up.statusCode()).isEqualTo(200);
    database.set(false);
    HttpResponse<String> down = server.get("/health/ready");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(TestServer.json(down).at("/checks/database").asText()).isEqualTo("down");
    assertThat(TestServer.json(down).at("/checks/blobs").asText()).isEqualTo("up");
  }

  @Test
  void figures_of_the_process_are_told() {
    assertThat(server.get("/metrics").body()).contains("jvm_memory_used_bytes", "process_uptime");
  }

  @Test
  void requests_are_counted_by_template_and_not_by_path() {
    assertThat(server.get("/models/one").statusCode()).isEqualTo(204);
    assertThat(server.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(server.metrics.scrape())
        .contains("path=\"/models/{model}\",status=\"204\"", "path=\"unknown\",status=\"404\"")
        .doesNotContain("/models/one", "/nowhere");
  }
}
