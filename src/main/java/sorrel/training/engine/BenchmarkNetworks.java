package sorrel.training.engine;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;
import sorrel.training.domain.TrainingData;

/** Networks to measure serving with: fixed, so that figures of different days compare. */
public final class BenchmarkNetworks {
  private static final int CLASSES = 10;
  private static final long SEED = 1;

  private BenchmarkNetworks() {}

  /** For small grey pictures: two convolutions of 32 and 64 channels and a dense layer of 128. */
  public static Architecture small() {
    return new Architecture(
        "28x28 grey, 32-64 channels",
        new ImageShape(28, 28, 1),
        CLASSES,
        List.of(
            new Layer.Convolution(32, 3, 1),
            new Layer.BatchNormalisation(),
            new Layer.Relu(),
            new Layer.MaxPooling(2),
            new Layer.Convolution(64, 3, 1),
            new Layer.BatchNormalisation(),
            new Layer.Relu(),
            new Layer.MaxPooling(2),
            new Layer.Flatten(),
            new Layer.Dense(128),
            new Layer.Relu(),
            new Layer.Dense(CLASSES)));
  }

  /** For small pictures in colour: the one that training is measured with. */
  public static Architecture large() {
    Architecture network = TrainingBenchmark.network();
    return new Architecture(
        "32x32 colour, 64-256-256 channels", network.input(), CLASSES, network.layers());
  }

  /**
   * Writes an untrained network, whose speed is that of a trained one, as {@link
   * sorrel.training.domain.TrainingEngine#export} does.
   */
  public static void export(Architecture architecture, Path folder) {
    NativeLibrary.load();
    FrozenNetwork network =
        FrozenNetwork.of(
            architecture, FirstWeights.of(architecture, SEED, nothing(architecture.input())));
    SavedModelExport.write(network, folder);
    OnnxExport.write(network, folder.resolve("model.onnx"));
  }

  /** Neither network whitens pictures, so none is looked at. */
  private static TrainingData nothing(ImageShape input) {
    int[] none = {};
    return new TrainingData(input, MemorySegment.NULL, none, none, none, none);
  }
}
