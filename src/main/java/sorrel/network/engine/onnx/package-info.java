/**
 * ONNX files as messages: how a graph is read, added to and written.
 *
 * <p>Owns the format; knows nothing of what a network computes. Start reading at {@link
 * sorrel.network.engine.onnx.OnnxGraph}.
 */
package sorrel.network.engine.onnx;
