package sorrel.network.domain;

import sorrel.kernel.Sha256;

/**
 * A frozen network from pixels to features, which there is twice.
 *
 * @param savedModel the blob of its graph as a SavedModel
 * @param onnx the blob of the same graph as ONNX
 */
public record NetworkBlobs(Sha256 savedModel, Sha256 onnx) {}
