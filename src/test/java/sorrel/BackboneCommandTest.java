package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.backbone.domain.Rehearsed;

/** What people are told of the engines when they register a network. */
final class BackboneCommandTest {
  @Test
  void both_files_are_told_with_the_faster_engine() {
    assertThat(BackboneCommand.engines(rehearsed(Optional.of(20.06), Optional.of(7.0))))
        .isEqualTo(
            "It is kept as SavedModel and as ONNX. Here ONNX Runtime is faster: TensorFlow takes"
                + " 20.1 ms for a picture, ONNX Runtime 7.0 ms.");
    assertThat(BackboneCommand.engines(rehearsed(Optional.of(3.0), Optional.of(7.0))))
        .contains("Here TensorFlow is faster");
  }

  @Test
  void one_file_is_told_with_the_reason() {
    assertThat(
            BackboneCommand.engines(
                new Rehearsed(
                    8,
                    Optional.of(3.0),
                    Optional.empty(),
                    Optional.of("ONNX files cannot be made with the operation Cos"))))
        .isEqualTo(
            "It is kept as SavedModel only: ONNX files cannot be made with the operation Cos.");
    assertThat(BackboneCommand.engines(rehearsed(Optional.empty(), Optional.of(7.0))))
        .startsWith("It is kept as ONNX only");
  }

  @Test
  void a_network_is_called_as_its_folder_or_its_file() {
    for (String from : List.of("nets/tiny", "nets/tiny/", "nets/tiny.onnx")) {
      assertThat(BackboneCommand.nameOf(Path.of(from))).isEqualTo("tiny");
    }
  }

  private static Rehearsed rehearsed(Optional<Double> savedModel, Optional<Double> onnx) {
    return new Rehearsed(8, savedModel, onnx, Optional.empty());
  }
}
