package sorrel.platform.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sorrel.platform.config.LogSettings.Format;

final class LogsTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void a_line_for_people_names_the_request() {
    assertThat(line(Format.TEXT, Map.of(Logs.REQUEST_ID, "r-1")))
        .matches(
            "(?s)\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  s\\.platform\\.Thing \\[r-1] two words\\R");
  }

  @Test
  void a_line_without_a_request_has_no_empty_brackets() {
    assertThat(line(Format.TEXT, Map.of()))
        .endsWith("s.platform.Thing two words" + System.lineSeparator());
  }

  @Test
  void a_line_for_machines_is_one_object() throws Exception {
    String line = line(Format.JSON, Map.of(Logs.REQUEST_ID, "r-1"));
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line.strip()).doesNotContain("\n");
    assertThat(json.get("formattedMessage").asText()).isEqualTo("two words");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("loggerName").asText()).isEqualTo("sorrel.platform.Thing");
    assertThat(json.get("mdc").get("requestId").asText()).isEqualTo("r-1");
    assertThat(json.get("timestamp").asLong()).isPositive();
  }

  private String line(Format format, Map<String, String> mdc) {
    Logger logger = context.getLogger("sorrel.platform.Thing");
    Object[] words = {"words"};
    LoggingEvent event = new LoggingEvent("", logger, Level.WARN, "two {}", null, words);
    event.setMDCPropertyMap(mdc);
    return new String(Logs.encoder(format, context).encode(event), UTF_8);
  }
}
