package sorrel.picture;

import java.util.Arrays;

/** Turns the samples of unfiltered PNG rows into grey or RGB bytes, over white. */
final class PngColours {
  private final PngFile png;
  private final int channels;

  /** Red, green, blue of each index, over white; empty without a palette. */
  private final byte[] palette;

  /** The samples of the one transparent colour, as stored; empty without one. */
  private final int[] transparent;

  private PngColours(PngFile png, int channels, byte[] palette, int[] transparent) {
    this.png = png;
    this.channels = channels;
    this.palette = palette;
    this.transparent = transparent;
  }

  static PngColours of(byte[] file, PngFile png) {
    byte[] trns = content(file, png.transparency());
    boolean grey = png.colour() == PngFile.GREY || png.colour() == PngFile.GREY_ALPHA;
    boolean keyed =
        (png.colour() == PngFile.GREY && trns.length >= 2)
            || (png.colour() == PngFile.RGB && trns.length >= 6);
    int[] transparent = new int[keyed ? png.samples() : 0];
    for (int i = 0; i < transparent.length; i++) {
      transparent[i] =
          ((trns[2 * i] & 0xFF) << 8 | (trns[2 * i + 1] & 0xFF)) & ((1 << png.depth()) - 1);
    }
    return new PngColours(
        png,
        grey ? 1 : 3,
        png.colour() == PngFile.PALETTE
            ? overWhite(content(file, png.palette()), trns)
            : new byte[0],
        transparent);
  }

  int channels() {
    return channels;
  }

  /**
   * Writes those pixels of a row that are kept.
   *
   * @param row offset of the row's first sample in {@code from}
   * @param columns pixels of the row
   * @param x0 the picture's column of the first pixel
   * @param dx the step to the next
   * @param at offset of the picture's row in {@code out}
   */
  void write(
      byte[] from, int row, int columns, int x0, int dx, Thinning thinning, byte[] out, int at) {
    int step = thinning.step();
    if (step == 1 && dx == 1 && png.depth() == 8 && plain()) {
      System.arraycopy(from, row, out, at, columns * channels);
      return;
    }
    int samples = png.samples();
    int[] pixel = new int[samples];
    for (int column = 0; column < columns; column++) {
      int x = x0 + column * dx - thinning.offset();
      if (x < 0 || x % step != 0) {
        continue;
      }
      for (int s = 0; s < samples; s++) {
        pixel[s] = sample(from, row, column * samples + s);
      }
      put(pixel, out, at + x / step * channels);
    }
  }

  private boolean plain() {
    return (png.colour() == PngFile.GREY || png.colour() == PngFile.RGB) && transparent.length == 0;
  }

  private int sample(byte[] from, int row, int index) {
    return switch (png.depth()) {
      case 8 -> from[row + index] & 0xFF;
      case 16 -> (from[row + 2 * index] & 0xFF) << 8 | (from[row + 2 * index + 1] & 0xFF);
      default -> {
        int bit = index * png.depth();
        int shift = 8 - png.depth() - (bit & 7);
        yield (from[row + (bit >> 3)] >> shift) & ((1 << png.depth()) - 1);
      }
    };
  }

  private void put(int[] pixel, byte[] out, int at) {
    switch (png.colour()) {
      case PngFile.PALETTE -> {
        // An index beyond the palette is black, as elsewhere.
        int entry = pixel[0] * 3;
        for (int c = 0; c < 3; c++) {
          out[at + c] = entry < palette.length ? palette[entry + c] : 0;
        }
      }
      case PngFile.GREY, PngFile.RGB -> {
        boolean through = isTransparent(pixel);
        for (int c = 0; c < channels; c++) {
          out[at + c] = through ? (byte) 255 : (byte) to8(pixel[c]);
        }
      }
      default -> {
        int alpha = to8(pixel[channels]);
        for (int c = 0; c < channels; c++) {
          out[at + c] = overWhite(to8(pixel[c]), alpha);
        }
      }
    }
  }

  private boolean isTransparent(int[] pixel) {
    for (int i = 0; i < transparent.length; i++) {
      if (pixel[i] != transparent[i]) {
        return false;
      }
    }
    return transparent.length > 0;
  }

  private int to8(int sample) {
    return switch (png.depth()) {
      case 8 -> sample;
      case 16 -> (sample * 255 + 32_767) / 65_535;
      default -> sample * 255 / ((1 << png.depth()) - 1);
    };
  }

  private static byte[] content(byte[] file, PngFile.Slice slice) {
    return Arrays.copyOfRange(file, slice.start(), slice.start() + slice.length());
  }

  private static byte[] overWhite(byte[] colours, byte[] alphas) {
    for (int i = 0; i < Math.min(alphas.length * 3, colours.length); i++) {
      colours[i] = overWhite(colours[i] & 0xFF, alphas[i / 3] & 0xFF);
    }
    return colours;
  }

  /** A sample of 0 to 255 laid over white by an opacity of 0 to 255. */
  static byte overWhite(int sample, int alpha) {
    return (byte) ((sample * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
