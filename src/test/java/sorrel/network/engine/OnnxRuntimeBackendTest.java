package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.NetworkFiles;

class OnnxRuntimeBackendTest extends BackendContract {
  @Override
  Backend backend(int batchMax) {
    return new OnnxRuntimeBackend(2);
  }

  @Test
  void a_damaged_file_is_refused() throws IOException {
    Files.writeString(folder.resolve(NetworkFiles.ONNX), "not a network");
    assertThatThrownBy(() -> backend(1).open(folder, new ImageShape(8, 8, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No exported network");
  }

  @Test
  void the_native_library_is_unpacked_once_for_all_processes() {
    OnnxLibrary.load();
    assertThat(Path.of(System.getProperty("onnxruntime.native.path")))
        .isDirectoryContaining("glob:**libonnxruntime.so")
        .startsWith(Path.of(System.getProperty("user.home")));
  }

  /** Newer releases report to their makers unless an environment variable forbids it. */
  @Test
  void the_native_library_has_nobody_to_report_to() throws IOException {
    try (InputStream library =
        OrtSession.class.getResourceAsStream(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      assertThat(library).isNotNull();
      String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(text.contains("events.data.microsoft.com")).isFalse();
      assertThat(text.contains("OneCollector")).isFalse();
    }
  }
}
