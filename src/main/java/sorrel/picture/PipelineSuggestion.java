package sorrel.picture;

import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImagePipeline.Fit;
import sorrel.kernel.ImageShape;

/**
 * The rule that suggests a model's input from what its pictures look like.
 *
 * <p>Small, because training from nothing on two cores must be affordable: its cost grows with the
 * number of pixels.
 */
public final class PipelineSuggestion {
  /** Pixels of the longer side at most. */
  private static final int SIDE_MAX = 64;

  /** Pixels of a side at least, where pictures are scaled. */
  private static final int SIDE_MIN = 16;

  /** Scaled sides are multiples of this, which halve three times without a remainder. */
  private static final int SIDE_STEP = 8;

  /** Share of pictures that must look grey for the input to be grey. */
  private static final double GREY_SHARE = 0.95;

  /** Shapes within this ratio of each other are cut to fit: a third is lost at the most. */
  private static final double CROP_SPREAD_MAX = 1.5;

  /** Shapes this near to square get a square input. */
  private static final double SQUARE_RATIO_MAX = 1.34;

  private PipelineSuggestion() {}

  /** The pipeline for pictures like these; 64 x 64 in colour when there are none. */
  public static ImagePipeline of(PictureStatistics pictures) {
    if (pictures.pictures() == 0) {
      return new ImagePipeline(new ImageShape(SIDE_MAX, SIDE_MAX, 3), Fit.CROP);
    }
    int channels = pictures.grey() >= pictures.pictures() * GREY_SHARE ? 1 : 3;
    boolean small = Math.max(pictures.widthMax(), pictures.heightMax()) <= SIDE_MAX;
    if (pictures.sameSize() && small) {
      return new ImagePipeline(
          new ImageShape(pictures.heightMax(), pictures.widthMax(), channels), Fit.CROP);
    }
    double aspect = pictures.aspect(0.5);
    int longer = side(pictures.longSide(0.5));
    boolean square = Math.max(aspect, 1 / aspect) <= SQUARE_RATIO_MAX;
    int shorter = square ? longer : side(longer * Math.min(aspect, 1 / aspect));
    int width = aspect >= 1 ? longer : shorter;
    int height = aspect >= 1 ? shorter : longer;
    return new ImagePipeline(new ImageShape(height, width, channels), fit(pictures, width, height));
  }

  private static Fit fit(PictureStatistics pictures, int width, int height) {
    double input = (double) width / height;
    double widest = pictures.aspect(0.95) / input;
    double narrowest = input / pictures.aspect(0.05);
    return Math.max(widest, narrowest) <= CROP_SPREAD_MAX ? Fit.CROP : Fit.PAD;
  }

  private static int side(double pixels) {
    int rounded = (int) Math.round(pixels / SIDE_STEP) * SIDE_STEP;
    return Math.max(SIDE_MIN, Math.min(SIDE_MAX, rounded));
  }
}
