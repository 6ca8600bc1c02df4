package sorrel.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class HttpImagesTest {
  @Test
  void files_are_told_apart_by_their_lengths_and_those_that_went_are_empty() throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(4 + 2 + 4 + 4);
    answer.putInt(2).put((byte) 7).put((byte) 8).putInt(-1).putInt(0);

    assertThat(HttpImages.parse(answer.array(), 5))
        .satisfiesExactly(
            file -> assertThat(file).hasValueSatisfying(it -> assertThat(it).containsExactly(7, 8)),
            file -> assertThat(file).isEmpty(),
            file -> assertThat(file).hasValueSatisfying(it -> assertThat(it).isEmpty()));
  }

  @Test
  void an_answer_that_ends_early_or_says_nothing_is_asked_for_again() {
    byte[] cut = ByteBuffer.allocate(6).putInt(9).array();

    assertThatThrownBy(() -> HttpImages.parse(cut, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HttpImages.parse(new byte[0], 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HttpImages.parse(new byte[3], 1)).isInstanceOf(IOException.class);
  }
}
