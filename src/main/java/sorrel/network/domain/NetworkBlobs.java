package sorrel.network.domain;

import java.util.Optional;
import java.util.stream.Stream;
import sorrel.kernel.Sha256;

/**
 * A frozen network from pixels to features, which there may be twice.
 *
 * @param savedModel the blob of its graph as a SavedModel; empty where somebody brought it as ONNX
 * @param onnx the blob of the same graph as ONNX; empty where nobody wrote it
 */
public record NetworkBlobs(Optional<Sha256> savedModel, Optional<Sha256> onnx) {
  public NetworkBlobs {
    if (savedModel.isEmpty() && onnx.isEmpty()) {
      throw new IllegalArgumentException("A network needs a file");
    }
  }

  /** The one that tells networks apart. */
  public Sha256 identity() {
    return savedModel.or(() -> onnx).orElseThrow();
  }

  /** One or two. */
  public Stream<Sha256> all() {
    return Stream.concat(savedModel.stream(), onnx.stream());
  }
}
