package sorrel.training.engine;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;

/** A network that is trained from its first weights on. */
record GeneratedNetwork(Architecture architecture) implements Trainee {
  @Override
  public String name() {
    return architecture.name();
  }

  @Override
  public String identity() {
    return Checkpoint.network(architecture);
  }

  @Override
  public int classes() {
    return architecture.classes();
  }

  @Override
  public Body in(Graph graph, Ops tf, Variables variables, Operand<TFloat32> renewal, long seed) {
    ImageShape shape = architecture.input();
    Placeholder<TUint8> pixels =
        tf.placeholder(
            TUint8.class,
            Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
    List<Parameter> parameters = Parameter.of(architecture);
    parameters.forEach(one -> variables.create(tf, one.name(), one.shape()));
    return new Body(
        pixels,
        parameters,
        new LayerGraph(tf, variables).training(architecture, pixels, renewal, seed),
        new LayerGraph(tf, variables).inference(architecture, pixels).logits());
  }
}
