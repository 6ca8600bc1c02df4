package sorrel.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private static final List<Endpoint> ENDPOINTS =
      List.of(Endpoint.get(Access.EVERYONE, "/here").blocking(_ -> Reply.ok(Map.of("yes", true))));

  @Test
  void an_address_that_is_taken_is_not_shared() throws Exception {
    try (TestServer server = TestServer.of(ENDPOINTS)) {
      ServerLimits same = ServerLimits.defaults("127.0.0.1", server.http().address().getPort());

      assertThatThrownBy(() -> TestServer.of(same, ENDPOINTS, Optional.empty()))
          .hasRootCauseInstanceOf(BindException.class);
      assertThat(server.get("/here").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whichever_socket_takes_a_connection_it_is_answered() throws Exception {
    try (TestServer server = TestServer.of(ENDPOINTS)) {
      List<Socket> connections = new ArrayList<>();
      // The system chooses the socket by the caller's port.
      for (int i = 0; i < 50; i++) {
        connections.add(
            new Socket(InetAddress.getLoopbackAddress(), server.http().address().getPort()));
      }
      for (Socket connection : connections) {
        try (connection) {
          connection
              .getOutputStream()
              .write(
                  "GET /here HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
                      .getBytes(US_ASCII));
          assertThat(new String(connection.getInputStream().readAllBytes(), US_ASCII))
              .startsWith("HTTP/1.1 200");
        }
      }
    }
  }
}
