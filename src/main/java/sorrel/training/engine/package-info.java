/**
 * Training with TensorFlow, and the files it reads and writes.
 *
 * <p>Owns graphs, sessions, tensors, native memory, checkpoints and the cache of pixels; the only
 * place in training that sees TensorFlow and ONNX. Does not decide who trains or for how long.
 * Start reading at {@link sorrel.training.engine.TensorFlowTrainingEngine}.
 */
package sorrel.training.engine;
