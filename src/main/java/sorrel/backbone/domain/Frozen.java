package sorrel.backbone.domain;

import java.util.List;
import sorrel.kernel.ImageShape;

/**
 * What a network turned out to be.
 *
 * @param inputTensor where pictures went in
 * @param featuresTensor what gives the features
 * @param outputs all that it said it can give, such as {@code features [-1, 1280]}
 * @param parameters numbers in the part that is kept
 */
public record Frozen(
    ImageShape input,
    String inputTensor,
    String featuresTensor,
    List<String> outputs,
    long parameters) {
  public Frozen {
    outputs = List.copyOf(outputs);
  }
}
