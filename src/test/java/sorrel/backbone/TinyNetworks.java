package sorrel.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Scaling;
import sorrel.backbone.engine.NetworkFreezer;
import sorrel.training.engine.NativeLibrary;

/** SavedModels as others write them, small. */
public final class TinyNetworks {
  private TinyNetworks() {}

  /** The channels' means twice over, and what is left of a classifier, which no head needs. */
  static Path means(Path folder, int side) {
    return means(folder, side, 2);
  }

  /** The channels' means times a factor. */
  static Path means(Path folder, int side, float factor) {
    NativeLibrary.load();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> pictures = pictures(tf, side);
      Operand<TFloat32> mean = tf.math.mean(pictures, tf.constant(new int[] {1, 2}));
      tf.withName("pooled").math.mul(mean, tf.constant(new float[] {factor, factor, factor}));
      tf.withName("logits").math.mul(mean, tf.constant(new float[] {5, 6, 7}));
      return write(
          graph, folder, Map.of("features", "pooled:0", "logits", "logits:0", "map", "pictures:0"));
    }
  }

  /**
   * How bright pictures are around each of their places, which rows and columns have alike; small
   * changes of its weights tell much.
   */
  public static Path brightness(Path folder, int side) {
    NativeLibrary.load();
    Random random = new Random(3);
    float[][][][] filters = new float[3][3][3][8];
    for (int filter = 0; filter < 8; filter++) {
      float weight = (float) (0.005 + 0.002 * random.nextGaussian());
      for (float[][] cell : Arrays.stream(filters).flatMap(Arrays::stream).toList()) {
        for (float[] channel : cell) {
          channel[filter] = weight;
        }
      }
    }
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> strong = tf.math.mul(pictures(tf, side), tf.constant(200f));
      Operand<TFloat32> filtered =
          tf.nn.relu(
              tf.nn.biasAdd(
                  tf.nn.conv2d(
                      strong,
                      tf.constant(StdArrays.ndCopyOf(filters)),
                      List.of(1L, 1L, 1L, 1L),
                      "SAME"),
                  tf.constant(new float[8])));
      tf.withName("pooled").math.mean(filtered, tf.constant(new int[] {1, 2}));
      return write(graph, folder, Map.of("features", "pooled:0"));
    }
  }

  /** A network with an operation that is not translated. */
  static Path cosines(Path folder) {
    NativeLibrary.load();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> mean = tf.math.mean(pictures(tf, 16), tf.constant(new int[] {1, 2}));
      tf.withName("pooled").math.cos(mean);
      return write(graph, folder, Map.of("features", "pooled:0"));
    }
  }

  /** The ONNX file that is made of a network. */
  public static Path frozenOnnx(Path network) {
    Path out = network.resolve("frozen");
    try {
      Files.createDirectories(out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Description said =
        new Description(
            "tiny",
            Optional.empty(),
            Scaling.SYMMETRIC,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    new NetworkFreezer(NativeLibrary::load).freeze(network, said, out);
    return out.resolve("model.onnx");
  }

  /** Weights that somebody forgot to freeze. */
  static Path unfrozen(Path folder) {
    NativeLibrary.load();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> pictures = pictures(tf, 16);
      ReadVariableOp<TFloat32> weights =
          tf.readVariableOp(tf.varHandleOp(TFloat32.class, Shape.of(3)), TFloat32.class);
      tf.withName("pooled")
          .math
          .mul(tf.math.mean(pictures, tf.constant(new int[] {1, 2})), weights);
      return write(graph, folder, Map.of("features", "pooled:0"));
    }
  }

  private static Placeholder<TFloat32> pictures(Ops tf, int side) {
    return tf.withName("pictures")
        .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 3)));
  }

  private static Path write(Graph graph, Path folder, Map<String, String> outputs) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().putInputs("in", tensor("pictures:0", -1, 16, 16, 3));
    outputs.forEach((key, name) -> signature.putOutputs(key, tensor(name, -1, 3)));
    SavedModel model =
        SavedModel.newBuilder()
            .addMetaGraphs(
                MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph.toGraphDef())
                    .putSignatureDef("serving_default", signature.build()))
            .build();
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return folder;
  }

  private static TensorInfo tensor(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }
}
