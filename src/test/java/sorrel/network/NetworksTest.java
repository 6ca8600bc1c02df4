package sorrel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkBlobs;
import sorrel.platform.blobs.FolderBlobStore;

final class NetworksTest {
  private static final ModelId MODEL = ModelId.of("01939d5e-0b5a-7c3e-8a3f-000000000001");
  private static final ImageShape SHAPE = new ImageShape(4, 4, 1);

  private final List<String> loaded = new ArrayList<>();
  private FolderBlobStore blobs;
  private Networks networks;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    blobs = FolderBlobStore.open(folder.resolve("blobs"));
    networks = new Networks(folder.resolve("networks"), model -> blobs, this::remember);
  }

  @Test
  void what_was_exported_is_loaded_with_both_its_files() throws IOException {
    NetworkBlobs network = networks.store(MODEL, exported("graph"));
    networks.load(MODEL, network, SHAPE);
    assertThat(loaded).containsExactly("graph, the same graph");
  }

  @Test
  void files_are_fetched_once() throws IOException {
    NetworkBlobs network = networks.store(MODEL, exported("graph"));
    networks.load(MODEL, network, SHAPE);
    Files.delete(blobs.local(network.identity()));
    networks.load(MODEL, network, SHAPE);
    assertThat(loaded).hasSize(2);
  }

  @Test
  void nothing_is_left_of_a_deleted_model() throws IOException {
    NetworkBlobs network = networks.store(MODEL, exported("graph"));
    networks.load(MODEL, network, SHAPE);
    networks.erase(MODEL);
    assertThat(folder.resolve("networks")).isEmptyDirectory();
  }

  @Test
  void a_network_whose_blobs_are_gone_cannot_be_loaded() {
    Sha256 unknown = Sha256.of(new byte[] {1});
    assertThatThrownBy(
            () ->
                networks.load(
                    MODEL, new NetworkBlobs(Optional.of(unknown), Optional.empty()), SHAPE))
        .isInstanceOf(IOException.class);
  }

  private Path exported(String graph) throws IOException {
    Path exported = Files.createDirectories(folder.resolve("exported"));
    Files.writeString(exported.resolve("saved_model.pb"), graph);
    Files.writeString(exported.resolve("model.onnx"), "the same " + graph);
    return exported;
  }

  private Network remember(Path from, ImageShape input) {
    try {
      loaded.add(
          Files.readString(from.resolve("saved_model.pb"))
              + ", "
              + Files.readString(from.resolve("model.onnx")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Network() {
      @Override
      public float[][] features(byte[] images, int count) {
        return new float[count][1];
      }

      @Override
      public void close() {}
    };
  }
}
