package sorrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;

class StartOptionsTest {
  @TempDir private Path folder;

  @Test
  void a_port_that_is_taken_is_told_before_anything_is_started() throws Exception {
    Path data = folder.resolve("data");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings =
          Map.of("data.folder", data.toString(), "http.port", "" + other.getLocalPort());

      assertThatThrownBy(() -> StartOptions.startedSomewhere(settings, terminal()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContainingAll(
              "port %d of 127.0.0.1".formatted(other.getLocalPort()),
              "in use",
              "--port",
              "SORREL_HTTP_PORT");
    }
    assertThat(data).doesNotExist();
  }

  private Terminal terminal() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Terminal(nowhere, nowhere, false, _ -> Optional.empty(), Map.of(), folder);
  }
}
