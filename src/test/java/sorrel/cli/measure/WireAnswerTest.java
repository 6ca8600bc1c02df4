package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WireAnswerTest {
  private final WireAnswer answer = new WireAnswer();

  @Test
  void an_answer_is_complete_with_its_last_byte_however_it_is_cut() throws IOException {
    String whole = "HTTP/1.1 201 Created\r\nX: y\r\nCONTENT-LENGTH: 3\r\n\r\nabc";
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < whole.length(); i++) {
        boolean last = i == whole.length() - 1;
        assertThat(answer.take(bytes(whole.substring(i, i + 1)))).as("byte " + i).isEqualTo(last);
      }
      assertThat(answer.status()).isEqualTo(201);
      answer.clear();
    }
  }

  @Test
  void an_answer_without_a_body_ends_with_its_head() throws IOException {
    assertThat(answer.take(bytes("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"))).isTrue();
  }

  @Test
  void what_is_no_answer_or_has_no_length_is_refused() {
    assertThatThrownBy(() -> answer.take(bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n")))
        .isInstanceOf(IOException.class)
        .hasMessage("not an HTTP answer: SSH-2.0-OpenSSH_9.2");
    answer.clear();
    assertThatThrownBy(
            () -> answer.take(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not say how long");
    answer.clear();
    assertThatThrownBy(() -> answer.take(bytes("x".repeat(20_000))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no end");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
