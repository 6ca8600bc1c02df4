package sorrel.training.engine;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.Random;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Layer;

/**
 * The same network trained by DJL's {@code Trainer} on PyTorch, to compare with. PyTorch is not
 * shipped: {@code ./mvnw -Ppytorch package} puts it beside the program.
 */
final class PyTorchTraining implements AutoCloseable {
  private static final String ENGINE = "PyTorch";

  private final Model model;
  private final Trainer trainer;
  private final NDArray pictures;
  private final NDArray labels;

  PyTorchTraining(Architecture network, int batch, TrainingThreads threads) {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads.intraOp()));
    ImageShape input = network.input();
    Shape shape = new Shape(batch, input.channels(), input.height(), input.width());
    model = Model.newInstance(network.name(), Device.cpu(), ENGINE);
    model.setBlock(block(network));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(ai.djl.training.optimizer.Optimizer.adam().build()));
    trainer.initialize(shape);
    float[] noise = new float[Math.toIntExact(shape.size())];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat(-1, 1);
    }
    pictures = trainer.getManager().create(noise, shape);
    labels = trainer.getManager().create(new float[batch]);
  }

  /** Whether its libraries are there. */
  static boolean isThere() {
    return Engine.hasEngine(ENGINE);
  }

  /** One step, done when this returns. */
  void step() {
    try (NDManager memory = trainer.getManager().newSubManager()) {
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        pictures.tempAttach(memory);
        labels.tempAttach(memory);
        NDList predicted = trainer.forward(new NDList(pictures));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), predicted);
        gradients.backward(loss);
        loss.getFloat();
      }
      trainer.step();
    }
  }

  private static Block block(Architecture network) {
    SequentialBlock block = new SequentialBlock();
    network.layers().forEach(layer -> block.add(block(layer)));
    return block;
  }

  private static Block block(Layer layer) {
    return switch (layer) {
      case Layer.Convolution(int filters, int kernel, int stride) ->
          Conv2d.builder()
              .setFilters(filters)
              .setKernelShape(new Shape(kernel, kernel))
              .optStride(new Shape(stride, stride))
              .optPadding(new Shape(kernel / 2, kernel / 2))
              .optBias(false)
              .build();
      case Layer.MaxPooling(int size) ->
          Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size));
      case Layer.BatchNormalisation() -> BatchNorm.builder().build();
      case Layer.Relu() -> Activation.reluBlock();
      case Layer.GlobalMean() -> Pool.globalAvgPool2dBlock();
      case Layer.Dense(int units) -> Linear.builder().setUnits(units).build();
      case Layer.Whitening _,
          Layer.Gelu _,
          Layer.MeanPooling _,
          Layer.Flatten _,
          Layer.Dropout _,
          Layer.Residual _,
          Layer.BothWays _ ->
          throw new IllegalArgumentException("Not in the network of the benchmark: " + layer);
    };
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
