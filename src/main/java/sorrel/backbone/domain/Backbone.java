package sorrel.backbone.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;

/**
 * A registered network, as its manifest says.
 *
 * @param input the pictures it takes
 * @param scaling how pixels become what the network as it came takes; it is part of the graph now
 * @param inputTensor where pictures went into the network as it came
 * @param featuresTensor what gave the features there
 * @param outputs all that it said it can give
 * @param features numbers that come out for a picture
 * @param parameters numbers in the network
 * @param millisPerPicture time for a lone picture on the machine that registered it, with the
 *     engine that is faster there
 * @param network the SHA-256 of its SavedModel; empty where it came as ONNX
 * @param onnx that of its ONNX file; empty where there is none
 * @param licence what it may be used for
 * @param source where it is from
 */
public record Backbone(
    String name,
    ImageShape input,
    Scaling scaling,
    String inputTensor,
    String featuresTensor,
    List<String> outputs,
    int features,
    long parameters,
    double millisPerPicture,
    Optional<Sha256> network,
    Optional<Sha256> onnx,
    Optional<String> licence,
    Optional<String> source,
    Instant addedAt) {
  public Backbone {
    outputs = List.copyOf(outputs);
  }
}
