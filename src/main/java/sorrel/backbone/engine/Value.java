package sorrel.backbone.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;

/** What a node of a TensorFlow graph gives, on its way into ONNX. */
sealed interface Value {
  /** Numbers that no picture changes, in the order that TensorFlow has them. */
  record Numbers(float[] values, long[] shape) implements Value {
    /** Where they are one for each channel, or one for all: one for each channel. */
    float[] perChannel(int channels) {
      if (values.length == 1) {
        float[] same = new float[channels];
        Arrays.fill(same, values[0]);
        return same;
      }
      return values;
    }

    /** Whether {@link #perChannel} can be asked of them. */
    boolean isPerChannel(int channels) {
      return values.length == 1
          || (values.length == channels && shape[shape.length - 1] == channels);
    }
  }

  /** Whole numbers that no picture changes, such as axes. */
  record Whole(long[] values) implements Value {}

  /**
   * A value of the ONNX graph.
   *
   * @param channelsFirst whether it is {@code [n, channel, height, width]} where TensorFlow has
   *     {@code [n, height, width, channel]}; otherwise it is as TensorFlow has it
   */
  record Flow(String name, boolean channelsFirst) implements Value {
    Flow with(String next) {
      return new Flow(next, channelsFirst);
    }
  }

  /**
   * A convolution that is not in the ONNX graph yet: what follows it may become part of its
   * weights.
   *
   * @param input with its channels first
   * @param weights {@code [out, in, height, width]}
   * @param offset one for each output
   */
  record Convolved(
      String input, float[] weights, long[] shape, float[] offset, List<AttributeProto> attributes)
      implements Value {
    int outputs() {
      return offset.length;
    }

    /** The same, its results multiplied and added to. */
    Convolved then(float[] factor, float[] addition) {
      float[] scaled = new float[weights.length];
      int each = weights.length / outputs();
      for (int i = 0; i < weights.length; i++) {
        scaled[i] = weights[i] * factor[i / each];
      }
      float[] moved = new float[outputs()];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = offset[i] * factor[i] + addition[i];
      }
      return new Convolved(input, scaled, shape, moved, attributes);
    }
  }
}
