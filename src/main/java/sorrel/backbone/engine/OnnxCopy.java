package sorrel.backbone.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.NodeDef;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.engine.SavedModelFile.Tensor;

/** Frozen networks of which there is a SavedModel, as ONNX too. */
public final class OnnxCopy {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxCopy.class);

  private OnnxCopy() {}

  /**
   * Writes a SavedModel from {@code image} to {@code features} as ONNX if all of its operations
   * have a counterpart there, else nothing. TensorFlow's native code has to be loaded.
   *
   * @param savedModel the file
   * @param onnx the file to write
   * @throws BackboneException if it is no such SavedModel
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   */
  public static void write(Path savedModel, Path onnx) {
    SavedModelFile file = SavedModelFile.read(savedModel.getParent());
    String input = file.input(Optional.empty()).node();
    NodeDef placeholder =
        file.graph().getNodeList().stream()
            .filter(node -> node.getName().equals(input))
            .findFirst()
            .orElseThrow(() -> new BackboneException("The network has no '%s'.".formatted(input)));
    Tensor features = file.features(Optional.empty());
    OnnxTranslation.write(file.graph(), PlaceholderShape.frozen(placeholder), features, onnx)
        .ifPresent(why -> LOG.info("{} is kept as a SavedModel alone: {}", savedModel, why));
  }
}
