package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final AtomicBoolean DATABASE = new AtomicBoolean(true);
  private static final Metrics METRICS = new Metrics();
  private static final TestServer SERVER = TestServer.of(endpoints());

  private static List<Endpoint> endpoints() {
    Health health =
        new Health(
            List.of(
                new Health.Check("database", DATABASE::get), new Health.Check("blobs", () -> true)),
            METRICS);
    List<Endpoint> endpoints = new ArrayList<>(health.endpoints());
    endpoints.add(Endpoint.get(Access.EVERYONE, "/models/{model}").blocking(_ -> Reply.empty()));
    return endpoints;
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    METRICS.close();
  }

  @Test
  void a_process_that_answers_is_alive() {
    assertThat(SERVER.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
  }

  @Test
  void it_is_ready_while_every_check_holds() {
    HttpResponse<String> up = SERVER.get("/health/ready");
    assertThat(up.statusCode()).isEqualTo(200);
    DATABASE.set(false);
    HttpResponse<String> down = SERVER.get("/health/ready");
    DATABASE.set(true);
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(TestServer.json(down).at("/checks/database").asText()).isEqualTo("down");
    assertThat(TestServer.json(down).at("/checks/blobs").asText()).isEqualTo("up");
  }

  @Test
  void figures_of_the_process_are_told() {
    assertThat(SERVER.get("/metrics").body()).contains("jvm_memory_used_bytes", "process_uptime");
  }

  @Test
  void requests_are_counted_by_template_and_not_by_path() {
    assertThat(SERVER.get("/models/one").statusCode()).isEqualTo(204);
    assertThat(SERVER.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(SERVER.metrics.scrape())
        .contains("path=\"/models/{model}\",status=\"204\"", "path=\"unknown\",status=\"404\"")
        .doesNotContain("/models/one", "/nowhere");
  }
}
