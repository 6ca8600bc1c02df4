package sorrel.training.domain;

import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;

/**
 * What a sample of pictures looks like, enough to tell photographs from signs and drawings.
 *
 * @param shape the pictures' size
 * @param greyShare share of pictures without colour, 0 to 1
 * @param flatShare mean share of a picture's pixels that have its commonest colour, 0 to 1
 */
public record PictureStatistics(ImageShape shape, double greyShare, double flatShare) {
  /** Pictures looked at; enough for a share to within a few hundredths. */
  private static final int SAMPLE = 500;

  /** Largest difference between the colours of a pixel that counts as grey (JPEG adds some). */
  private static final int GREY_TOLERANCE = 8;

  /** Looks at pictures spread evenly over the training part. */
  public static PictureStatistics of(TrainingData data) {
    int count = data.count(Part.TRAINING);
    int sample = Math.min(count, SAMPLE);
    if (sample == 0) {
      return new PictureStatistics(data.shape(), 0, 0);
    }
    byte[] picture = new byte[data.shape().size()];
    int grey = 0;
    double flat = 0;
    for (int i = 0; i < sample; i++) {
      data.read(data.image(Part.TRAINING, (int) ((long) i * count / sample)), picture, 0);
      grey += isGrey(picture, data.shape().channels()) ? 1 : 0;
      flat += flatShare(picture, data.shape().channels());
    }
    return new PictureStatistics(data.shape(), (double) grey / sample, flat / sample);
  }

  /** Mostly in colour, and without one colour that fills most of a picture. */
  public boolean looksLikePhotographs() {
    return greyShare < 0.9 && flatShare < 0.4;
  }

  private static boolean isGrey(byte[] picture, int channels) {
    if (channels == 1) {
      return true;
    }
    for (int i = 0; i < picture.length; i += channels) {
      int red = picture[i] & 0xff;
      int green = picture[i + 1] & 0xff;
      int blue = picture[i + 2] & 0xff;
      int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      if (spread > GREY_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** Colours are told apart by the upper 4 bits of each channel. */
  private static double flatShare(byte[] picture, int channels) {
    int[] counts = new int[1 << (4 * channels)];
    int most = 0;
    for (int i = 0; i < picture.length; i += channels) {
      int colour = 0;
      for (int channel = 0; channel < channels; channel++) {
        colour = colour << 4 | (picture[i + channel] & 0xff) >> 4;
      }
      most = Math.max(most, ++counts[colour]);
    }
    return (double) most * channels / picture.length;
  }
}
