package sorrel.training.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import sorrel.head.domain.Linear;
import sorrel.training.engine.Parameter.Kind;

/**
 * A frozen network that is trained further together with a head on it.
 *
 * @param head what it begins with on the features
 */
record GivenNetwork(String name, TunableGraph network, Linear head) implements Trainee {
  private static final String HEAD = "head";
  private static final String HEAD_WEIGHTS = Parameter.name(HEAD, Kind.WEIGHTS);
  private static final String HEAD_OFFSET = Parameter.name(HEAD, Kind.OFFSET);

  @Override
  public String identity() {
    return network.identity();
  }

  @Override
  public int classes() {
    return head.classes();
  }

  /** The head in a checkpoint of any such network. */
  static Linear head(Checkpoint checkpoint) {
    return new Linear(checkpoint.values(HEAD_WEIGHTS), checkpoint.values(HEAD_OFFSET));
  }

  /** As it was given, before the first step. */
  Checkpoint start() {
    Map<String, float[]> values = new LinkedHashMap<>();
    network.weights().forEach(each -> values.put(each.getName(), Constants.values(each)));
    values.put(HEAD_WEIGHTS, head.weights());
    values.put(HEAD_OFFSET, head.offsets());
    for (Parameter each : parameters()) {
      Optimizer.slots(each.kind())
          .forEach(slot -> values.put(each.name() + slot, new float[each.size()]));
    }
    return new Checkpoint(identity(), new Checkpoint.Position(0, 0, 1), values);
  }

  @Override
  public Body in(Graph graph, Ops tf, Variables variables, Operand<TFloat32> renewal, long seed) {
    graph.importGraphDef(network.withVariables());
    for (NodeDef each : network.weights()) {
      variables.adopt(
          tf,
          each.getName(),
          Constants.shape(each),
          graph.operation(TunableGraph.handle(each)).output(0),
          graph.operation(each.getName()).<TFloat32>output(0));
    }
    Operand<TFloat32> weights = variables.create(tf, HEAD_WEIGHTS, headWeights().shape()).value();
    Operand<TFloat32> offset = variables.create(tf, HEAD_OFFSET, headOffset().shape()).value();
    Output<TFloat32> features = Tensors.output(graph, network.features());
    Operand<TFloat32> rows = tf.reshape(features, tf.constant(new int[] {-1, head.features()}));
    Operand<TFloat32> logits = tf.nn.biasAdd(tf.linalg.matMul(rows, weights), offset);
    Output<TUint8> pixels = Tensors.output(graph, network.image());
    return new Body(pixels, parameters(), new LayerGraph.Outputs(logits, List.of()), logits);
  }

  private List<Parameter> parameters() {
    return Stream.concat(
            network.weights().stream().map(GivenNetwork::parameter),
            Stream.of(headWeights(), headOffset()))
        .toList();
  }

  private static Parameter parameter(NodeDef weight) {
    List<Integer> shape =
        Arrays.stream(Constants.shape(weight).asArray()).mapToObj(Math::toIntExact).toList();
    return new Parameter(weight.getName(), shape.size() > 1 ? Kind.WEIGHTS : Kind.OFFSET, shape);
  }

  private Parameter headWeights() {
    return new Parameter(HEAD_WEIGHTS, Kind.WEIGHTS, List.of(head.features(), head.classes()));
  }

  private Parameter headOffset() {
    return new Parameter(HEAD_OFFSET, Kind.OFFSET, List.of(head.classes()));
  }
}
