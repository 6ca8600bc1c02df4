package sorrel.backbone.domain;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came out when a network's files ran on the same pictures.
 *
 * @param features numbers for a picture
 * @param savedModelMillis time for a lone picture; empty where there is no SavedModel
 * @param onnxMillis the same of the ONNX file
 * @param withoutOnnx why there is no ONNX file, as the end of a sentence; empty if there is one
 */
public record Rehearsed(
    int features,
    Optional<Double> savedModelMillis,
    Optional<Double> onnxMillis,
    Optional<String> withoutOnnx) {

  /** That of the faster engine. */
  public double millis() {
    return Stream.concat(savedModelMillis.stream(), onnxMillis.stream())
        .mapToDouble(Double::doubleValue)
        .min()
        .orElseThrow(() -> new IllegalStateException("A network without a file"));
  }
}
