package sorrel.picture;

import java.util.Arrays;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;

/**
 * Which part of a picture is used, and which part of the input it fills.
 *
 * @param left first column used, in 1/{@link ResampleAxis#UNIT} of a pixel, as are the next three
 * @param right the column beyond the last used
 * @param top first row used
 * @param bottom the row beyond the last used
 * @param width pixels of the input that it fills, in the middle
 * @param height pixels of the input that it fills, in the middle
 */
record Framing(long left, long right, long top, long bottom, int width, int height) {
  static Framing of(Pixels source, ImageShape input, ImagePipeline.Fit fit) {
    long sourceWidth = source.width() * ResampleAxis.UNIT;
    long sourceHeight = source.height() * ResampleAxis.UNIT;
    long wide = (long) source.width() * input.height();
    long high = (long) source.height() * input.width();
    return switch (fit) {
      case STRETCH -> new Framing(0, sourceWidth, 0, sourceHeight, input.width(), input.height());
      case CROP -> {
        long usedWidth = wide > high ? sourceHeight * input.width() / input.height() : sourceWidth;
        long usedHeight = high > wide ? sourceWidth * input.height() / input.width() : sourceHeight;
        long left = (sourceWidth - usedWidth) / 2;
        long top = (sourceHeight - usedHeight) / 2;
        yield new Framing(
            left, left + usedWidth, top, top + usedHeight, input.width(), input.height());
      }
      case PAD -> {
        int width = wide >= high ? input.width() : rounded(high, wide, input.width());
        int height = high >= wide ? input.height() : rounded(wide, high, input.height());
        yield new Framing(0, sourceWidth, 0, sourceHeight, width, height);
      }
    };
  }

  /** {@code full * small / large}, at least one pixel. */
  private static int rounded(long large, long small, int full) {
    return (int) Math.max(1, (full * small + large / 2) / large);
  }

  /** Whether the input is the picture as it is. */
  boolean copies(Pixels source, ImageShape input) {
    return source.width() == input.width() && source.height() == input.height();
  }

  /** The input with {@code scaled} in its middle and the colour of its edge around it. */
  byte[] padded(byte[] scaled, ImageShape input) {
    if (width == input.width() && height == input.height()) {
      return scaled;
    }
    int channels = input.channels();
    int x0 = (input.width() - width) / 2;
    int y0 = (input.height() - height) / 2;
    byte[] out = new byte[input.size()];
    byte[] border = edgeColour(scaled, channels);
    for (int at = 0; at < channels; at++) {
      out[at] = border[at];
    }
    // What is filled already doubles, so that few large copies are made instead of many small ones.
    for (int filled = channels; filled < out.length; filled *= 2) {
      System.arraycopy(out, 0, out, filled, Math.min(filled, out.length - filled));
    }
    for (int y = 0; y < height; y++) {
      int to = ((y0 + y) * input.width() + x0) * channels;
      System.arraycopy(scaled, y * width * channels, out, to, width * channels);
    }
    return out;
  }

  /** The median of each channel along the edge: one thing touching it does not tint the border. */
  private byte[] edgeColour(byte[] scaled, int channels) {
    int count = height == 1 || width == 1 ? width * height : 2 * (width + height) - 4;
    byte[] colour = new byte[channels];
    int[] edge = new int[count];
    for (int c = 0; c < channels; c++) {
      int at = 0;
      for (int y = 0; y < height; y++) {
        boolean whole = y == 0 || y == height - 1;
        for (int x = 0; x < width; x += whole || width == 1 ? 1 : width - 1) {
          edge[at++] = scaled[(y * width + x) * channels + c] & 0xFF;
        }
      }
      Arrays.sort(edge);
      colour[c] = (byte) edge[count / 2];
    }
    return colour;
  }
}
