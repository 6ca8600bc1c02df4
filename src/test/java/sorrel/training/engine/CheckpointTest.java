package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;

class CheckpointTest {
  private static final Architecture NETWORK =
      Architectures.candidates(new ImageShape(8, 8, 1), 3, 100, false).getLast();

  @TempDir Path folder;

  @Test
  void what_is_written_is_read() {
    Path file = folder.resolve("checkpoint");
    Checkpoint written =
        FirstWeights.drawn(NETWORK, 5).at(new Checkpoint.Position(3, 1_234_567_890_123L, 0.5));
    written.write(file);
    Checkpoint read = Checkpoint.read(file, NETWORK);
    assertThat(read.position()).isEqualTo(written.position());
    for (Parameter parameter : Parameter.of(NETWORK)) {
      assertThat(read.values(parameter.name())).isEqualTo(written.values(parameter.name()));
    }
  }

  @Test
  void first_weights_follow_from_the_seed() {
    assertThat(FirstWeights.drawn(NETWORK, 5).values("0/weights"))
        .isEqualTo(FirstWeights.drawn(NETWORK, 5).values("0/weights"))
        .isNotEqualTo(FirstWeights.drawn(NETWORK, 6).values("0/weights"));
  }

  @Test
  void damage_anywhere_is_noticed() throws IOException {
    Path file = folder.resolve("checkpoint");
    FirstWeights.drawn(NETWORK, 5).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 20; at < whole.length; at += whole.length / 50) {
      byte[] altered = whole.clone();
      altered[at] ^= 4;
      Files.write(file, altered);
      assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
          .isInstanceOfAny(UncheckedIOException.class, IllegalArgumentException.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> Checkpoint.read(file, NETWORK))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_checkpoint_of_another_network_is_refused() {
    Path file = folder.resolve("checkpoint");
    FirstWeights.drawn(NETWORK, 5).write(file);
    Architecture other = Architectures.candidates(new ImageShape(8, 8, 1), 4, 100, false).getLast();
    assertThatThrownBy(() -> Checkpoint.read(file, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another network");
  }
}
