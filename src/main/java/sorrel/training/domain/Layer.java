package sorrel.training.domain;

/** One step of a network, with its arithmetic on sizes; the engine gives it its meaning. */
public sealed interface Layer {
  /**
   * The size that comes out.
   *
   * @throws IllegalArgumentException if the layer cannot take that input
   */
  Volume after(Volume input);

  /** Numbers that training adjusts. */
  default long parameters(Volume input) {
    return 0;
  }

  /** Multiplications with addition for one image; what costs little beside them is left out. */
  default long multiplyAdds(Volume input) {
    return 0;
  }

  /**
   * A square convolution whose edges are filled with zeros. It has no offset of its own: a batch
   * normalisation follows and has one.
   *
   * @param filters channels that come out
   * @param kernel side of the window, pixels
   * @param stride pixels between windows; the sides shrink by it, rounded up
   */
  record Convolution(int filters, int kernel, int stride) implements Layer {
    public Convolution {
      Layer.atLeastOne(filters, kernel, stride);
    }

    @Override
    public Volume after(Volume input) {
      return new Volume(
          Math.ceilDiv(input.height(), stride), Math.ceilDiv(input.width(), stride), filters);
    }

    @Override
    public long parameters(Volume input) {
      return (long) kernel * kernel * input.channels() * filters;
    }

    @Override
    public long multiplyAdds(Volume input) {
      Volume output = after(input);
      return parameters(input) * output.height() * output.width();
    }
  }

  /** Each channel brought to mean 0 and variance 1, then scaled and offset by learned numbers. */
  record BatchNormalisation() implements Layer {
    @Override
    public Volume after(Volume input) {
      return input;
    }

    @Override
    public long parameters(Volume input) {
      return 2L * input.channels();
    }
  }

  /** Negative values become 0. */
  record Relu() implements Layer {
    @Override
    public Volume after(Volume input) {
      return input;
    }
  }

  /** The smooth relative of {@link Relu}, as {@code x * sigmoid(1.702 x)}. */
  record Gelu() implements Layer {
    @Override
    public Volume after(Volume input) {
      return input;
    }
  }

  /** The largest value of each square of {@code size} pixels; an incomplete edge is dropped. */
  record MaxPooling(int size) implements Layer {
    public MaxPooling {
      Layer.atLeastOne(size);
    }

    @Override
    public Volume after(Volume input) {
      return new Volume(input.height() / size, input.width() / size, input.channels());
    }
  }

  /** The mean of each square of {@code size} pixels; an incomplete edge is dropped. */
  record MeanPooling(int size) implements Layer {
    public MeanPooling {
      Layer.atLeastOne(size);
    }

    @Override
    public Volume after(Volume input) {
      return new Volume(input.height() / size, input.width() / size, input.channels());
    }
  }

  /** All values as one vector, in the order {@code [height, width, channel]}. */
  record Flatten() implements Layer {
    @Override
    public Volume after(Volume input) {
      return Volume.flat(input.size());
    }
  }

  /** The mean of each channel. */
  record GlobalMean() implements Layer {
    @Override
    public Volume after(Volume input) {
      return Volume.flat(input.channels());
    }
  }

  /** Every value of a vector weighted into every output, with an offset. */
  record Dense(int units) implements Layer {
    public Dense {
      Layer.atLeastOne(units);
    }

    @Override
    public Volume after(Volume input) {
      if (!input.isFlat()) {
        throw new IllegalArgumentException("A dense layer needs a vector: flatten " + input);
      }
      return Volume.flat(units);
    }

    @Override
    public long parameters(Volume input) {
      return (long) input.channels() * units + units;
    }

    @Override
    public long multiplyAdds(Volume input) {
      return (long) input.channels() * units;
    }
  }

  /**
   * A random share of the values set to 0 while training, nothing afterwards.
   *
   * @param rate the share, from 0 to below 1
   */
  record Dropout(double rate) implements Layer {
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("A dropout rate is from 0 to below 1: " + rate);
      }
    }

    @Override
    public Volume after(Volume input) {
      return input;
    }
  }

  private static void atLeastOne(int... numbers) {
    for (int number : numbers) {
      if (number < 1) {
        throw new IllegalArgumentException("A layer's sizes are at least 1: " + number);
      }
    }
  }
}
