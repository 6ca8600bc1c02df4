package sorrel.training.engine;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import sorrel.head.domain.HeadCalculation;
import sorrel.head.domain.Linear;
import sorrel.network.engine.onnx.OnnxGraph;
import sorrel.training.domain.WholeNetworks;

/** Joins networks and heads by adding to the graphs as they were written. */
public final class WholeNetworkExport implements WholeNetworks {
  private static final String SIGNATURE = "serving_default";

  @Override
  public void savedModel(Path network, Top top, Path folder) {
    NativeLibrary.load();
    try (Graph graph = new Graph()) {
      MetaGraphDef saved = SavedModelFile.read(network);
      graph.importGraphDef(saved.getGraphDef());
      SignatureDef signature = saved.getSignatureDefOrThrow(SIGNATURE);
      Output<TUint8> image = Tensors.output(graph, signature.getInputsOrThrow("image").getName());
      Output<TFloat32> features =
          Tensors.output(graph, signature.getOutputsOrThrow("features").getName());
      Ops tf = Ops.create(graph).withSubScope("head");
      Linear head = top.head().linear();
      Operand<TFloat32> rows = rows(tf, features, head);
      Operand<TFloat32> logits = logits(tf, rows, head);
      Operand<TFloat32> tempered =
          tf.math.mul(logits, tf.constant((float) (1 / top.head().temperature())));
      Operand<TFloat32> familiarity = familiarity(tf, top, image, rows, logits);
      Signature whole =
          Signature.builder(SIGNATURE)
              .input("image", image)
              .output("features", features)
              .output("logits", logits)
              .output("probabilities", tf.nn.softmax(tempered))
              .output("familiarity", familiarity)
              .output(
                  "unknown",
                  tf.math.less(
                      tf.dtypes.cast(familiarity, TFloat64.class), tf.constant(top.unknownBelow())))
              .build();
      SavedModelFile.write(graph, whole, folder);
    }
  }

  /** One row a picture; some networks keep sides of one. */
  private static Operand<TFloat32> rows(Ops tf, Output<TFloat32> features, Linear head) {
    return features.shape().numDimensions() == 2
        ? features
        : tf.reshape(features, tf.constant(new int[] {-1, head.features()}));
  }

  private static Operand<TFloat32> logits(Ops tf, Operand<TFloat32> features, Linear head) {
    Shape shape = Shape.of(head.features(), head.classes());
    return tf.nn.biasAdd(
        tf.linalg.matMul(features, tf.constant(shape, DataBuffers.of(head.weights(), true, false))),
        tf.constant(head.offsets()));
  }

  private static Operand<TFloat32> familiarity(
      Ops tf, Top top, Operand<TUint8> image, Operand<TFloat32> rows, Operand<TFloat32> logits) {
    TensorFlowCalculation in = new TensorFlowCalculation(tf);
    Operand<TFloat64> column =
        HeadCalculation.familiarity(
            in, top.head(), top.takes(), in.of(image), in.of(rows), in.of(logits));
    return tf.dtypes.cast(in.shaped(column), TFloat32.class);
  }

  @Override
  public void onnx(Path network, Top top, Path file) {
    OnnxGraph graph = OnnxGraph.read(network);
    Linear head = top.head().linear();
    String logits =
        graph.apply(
            "Gemm",
            List.of(
                "features",
                graph.constant(head.weights(), head.features(), head.classes()),
                graph.constant(head.offsets(), head.classes())));
    String tempered =
        graph.apply(
            "Mul",
            List.of(logits, graph.constant(new float[] {(float) (1 / top.head().temperature())})));
    graph.output("logits", logits, head.classes());
    graph.output("probabilities", graph.apply("Softmax", List.of(tempered)), head.classes());
    String familiarity = familiarity(graph, top, logits);
    graph.output("familiarity", familiarity, DataType.FLOAT);
    OnnxCalculation in = new OnnxCalculation(graph);
    graph.output(
        "unknown",
        graph.apply("Less", List.of(in.of(familiarity), in.number(top.unknownBelow()))),
        DataType.BOOL);
    graph.write(file);
  }

  private static String familiarity(OnnxGraph graph, Top top, String logits) {
    OnnxCalculation in = new OnnxCalculation(graph);
    String column =
        HeadCalculation.familiarity(
            in, top.head(), top.takes(), in.of("image"), in.of("features"), in.of(logits));
    return in.rounded(in.shaped(column));
  }
}
