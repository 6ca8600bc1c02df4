package sorrel.training.domain;

import java.util.List;
import sorrel.kernel.ImageShape;

/**
 * The size of what flows between two layers for one image, in the order {@code [height, width,
 * channel]}; a flat vector of {@code n} values is {@code [1, 1, n]}.
 */
public record Volume(int height, int width, int channels) {
  public Volume {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "A layer leaves nothing of its input: " + height + "x" + width + "x" + channels);
    }
  }

  public static Volume of(ImageShape shape) {
    return new Volume(shape.height(), shape.width(), shape.channels());
  }

  public static Volume flat(int values) {
    return new Volume(1, 1, values);
  }

  /** What leaves layers that follow each other. */
  static Volume after(List<Layer> layers, Volume input) {
    Volume volume = input;
    for (Layer layer : layers) {
      volume = layer.after(volume);
    }
    return volume;
  }

  /** Values for one image. */
  public int size() {
    return Math.toIntExact((long) height * width * channels);
  }

  /** Whether it is a vector, which a dense layer needs. */
  public boolean isFlat() {
    return height == 1 && width == 1;
  }
}
