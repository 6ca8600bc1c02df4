package sorrel.network.domain;

import java.util.Optional;
import sorrel.kernel.Sha256;

/**
 * A frozen network from pixels to features, which there may be twice.
 *
 * @param savedModel the blob of its graph as a SavedModel
 * @param onnx the blob of the same graph as ONNX; empty where nobody wrote it
 */
public record NetworkBlobs(Sha256 savedModel, Optional<Sha256> onnx) {}
