package sorrel.training.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The numbers of a graph that outlive a step, by name, and how they get in and out. */
final class Variables {
  /**
   * One variable.
   *
   * @param handle what operations that change it take
   * @param value what operations that read it take
   */
  record Variable(
      Operand<? extends TType> handle,
      Operand<TFloat32> value,
      Shape shape,
      Placeholder<TFloat32> fed,
      Op assign) {}

  private final Map<String, Variable> byName = new LinkedHashMap<>();

  Variable create(Ops tf, String name, List<Integer> shape) {
    Shape of = Shape.of(shape.stream().mapToLong(Integer::longValue).toArray());
    // Without a name of its own every variable of the session would be the same one.
    Operand<? extends TType> handle =
        tf.varHandleOp(TFloat32.class, of, VarHandleOp.sharedName(name));
    return adopt(tf, name, of, handle, tf.readVariableOp(handle, TFloat32.class));
  }

  /** Takes over one that the graph has already. */
  Variable adopt(
      Ops tf, String name, Shape shape, Operand<? extends TType> handle, Operand<TFloat32> value) {
    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Variable variable = new Variable(handle, value, shape, fed, tf.assignVariableOp(handle, fed));
    byName.put(name, variable);
    return variable;
  }

  Variable get(String name) {
    return byName.get(name);
  }

  /** Puts a checkpoint's numbers into a session, in one run: each kind of run costs a plan. */
  void restore(Session session, Checkpoint checkpoint) {
    Session.Runner runner = session.runner();
    List<TFloat32> tensors = new ArrayList<>();
    try {
      for (Map.Entry<String, Variable> entry : byName.entrySet()) {
        Variable variable = entry.getValue();
        float[] numbers = checkpoint.values(entry.getKey());
        TFloat32 tensor = TFloat32.tensorOf(variable.shape(), DataBuffers.of(numbers, true, false));
        tensors.add(tensor);
        runner.feed(variable.fed(), tensor).addTarget(variable.assign());
      }
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  /** Takes all numbers out of a session. */
  Map<String, float[]> values(Session session) {
    Session.Runner runner = session.runner();
    byName.values().forEach(variable -> runner.fetch(variable.value()));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : byName.keySet()) {
        TFloat32 tensor = (TFloat32) result.get(i++);
        float[] numbers = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(numbers, false, false)));
        values.put(name, numbers);
      }
    }
    return values;
  }
}
