package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.platform.config.Settings;

class BehindProxyTest {
  private static final Endpoint WHO =
      Endpoint.get(Access.EVERYONE, "/who")
          .blocking(
              call -> Reply.ok(Map.of("address", call.clientAddress(), "https", call.isHttps())));

  @Test
  void behind_a_proxy_the_caller_is_who_the_proxy_says() {
    JsonNode answer = asked("true");
    assertThat(answer.at("/address").asText()).isEqualTo("203.0.113.7");
    assertThat(answer.at("/https").asBoolean()).isTrue();
  }

  @Test
  void what_a_caller_says_of_itself_counts_for_nothing_by_default() {
    JsonNode answer = asked("false");
    assertThat(answer.at("/address").asText()).isEqualTo("127.0.0.1");
    assertThat(answer.at("/https").asBoolean()).isFalse();
  }

  /** The first address of the list is what the caller sent, the last is what the proxy added. */
  private static JsonNode asked(String behindProxy) {
    Settings settings = Settings.of(Map.of("http.behind-proxy", behindProxy, "http.port", "0"));
    try (TestServer server =
        TestServer.of(ServerLimits.of(settings.http()), List.of(WHO), Optional.empty())) {
      return TestServer.json(
          server.send(
              server
                  .request("/who")
                  .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
                  .header("X-Forwarded-Proto", "https")));
    }
  }
}
