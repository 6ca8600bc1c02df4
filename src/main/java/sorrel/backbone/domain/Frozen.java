package sorrel.backbone.domain;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.ImageShape;

/**
 * What a network turned out to be.
 *
 * @param inputTensor where pictures went in
 * @param featuresTensor what gives the features
 * @param outputs all that it said it can give, such as {@code features [-1, 1280]}
 * @param parameters numbers in the part that is kept
 * @param untranslated what kept it from being written as ONNX, such as {@code the operation
 *     Einsum}; empty if it was
 */
public record Frozen(
    ImageShape input,
    String inputTensor,
    String featuresTensor,
    List<String> outputs,
    long parameters,
    Optional<String> untranslated) {
  public Frozen {
    outputs = List.copyOf(outputs);
  }
}
