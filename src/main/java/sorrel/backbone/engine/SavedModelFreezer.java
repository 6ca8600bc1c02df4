package sorrel.backbone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Frozen;
import sorrel.backbone.engine.SavedModelFile.Tensor;
import sorrel.kernel.ImageShape;

/** Freezes TensorFlow SavedModels whose weights are constants, by rewriting their graph. */
final class SavedModelFreezer {
  private static final int SCHEMA_VERSION = 1;

  private final Runnable nativeLibrary;

  /**
   * One that translates to ONNX too.
   *
   * @param nativeLibrary loads TensorFlow's native code, or finds it loaded
   */
  SavedModelFreezer(Runnable nativeLibrary) {
    this.nativeLibrary = nativeLibrary;
  }

  Frozen freeze(Path from, Description said, Path to) {
    SavedModelFile file = SavedModelFile.read(from);
    Tensor input = file.input(said.inputTensor());
    Tensor features = file.features(said.features());
    GraphCut cut = GraphCut.of(file.graph(), input, features);
    ImageShape shape = PlaceholderShape.of(cut.placeholder(), said.input());
    PixelInput pixels =
        new PixelInput(cut.freeName(), shape, said.scaling().checked(shape.channels()));
    GraphDef graph = pixels.before(cut);
    write(savedModel(graph, pixels, shape, features), to);
    nativeLibrary.run();
    return new Frozen(
        shape,
        input.toString(),
        features.toString(),
        file.outputs(),
        cut.parameters(),
        OnnxTranslation.write(graph, shape, features, to.resolve("model.onnx")));
  }

  private static SavedModel savedModel(
      GraphDef graph, PixelInput pixels, ImageShape shape, Tensor features) {
    SignatureDef signature =
        SignatureDef.newBuilder()
            .putInputs(
                "image",
                TensorInfo.newBuilder()
                    .setName(pixels.tensor())
                    .setDtype(DataType.DT_UINT8)
                    .setTensorShape(PlaceholderShape.of(shape))
                    .build())
            .putOutputs(
                "features",
                TensorInfo.newBuilder()
                    .setName(features.toString())
                    .setDtype(DataType.DT_FLOAT)
                    .build())
            .setMethodName("tensorflow/serving/predict")
            .build();
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(SCHEMA_VERSION)
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .putSignatureDef("serving_default", signature))
        .build();
  }

  private static void write(SavedModel model, Path to) {
    try {
      Files.write(to.resolve("saved_model.pb"), model.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
