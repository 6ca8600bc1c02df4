package sorrel.picture;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import's pictures look like together, in bounded space: counts by rounded sizes and
 * proportions. Merging is commutative and associative, so parts may be read in any order; all
 * components are plain numbers and maps, so that it can be stored as JSON.
 *
 * @param pictures how many
 * @param grey how many of them look grey
 * @param widthMin pixels of the narrowest; 0 when there are none, as are the next three
 * @param widthMax pixels of the widest
 * @param heightMin pixels of the lowest
 * @param heightMax pixels of the highest
 * @param longSides pictures by the longer side, as steps of a sixteenth of a doubling
 * @param aspects pictures by width to height, as steps of a sixteenth of a doubling; 0 is square
 */
public record PictureStatistics(
    long pictures,
    long grey,
    int widthMin,
    int widthMax,
    int heightMin,
    int heightMax,
    Map<Integer, Long> longSides,
    Map<Integer, Long> aspects) {
  public static final PictureStatistics NONE =
      new PictureStatistics(0, 0, 0, 0, 0, 0, Map.of(), Map.of());

  /** Steps to a doubling: each is 4.4 % more than the one before. */
  private static final int STEPS = 16;

  public PictureStatistics {
    // Sorted, so that equal statistics are written as equal text.
    longSides = Collections.unmodifiableSortedMap(new TreeMap<>(longSides));
    aspects = Collections.unmodifiableSortedMap(new TreeMap<>(aspects));
  }

  /** The statistics of one picture, by the size of its file's picture. */
  public static PictureStatistics of(Picture picture) {
    return of(picture.width(), picture.height(), picture.looksGrey());
  }

  /** The statistics of one picture of the given upright size. */
  public static PictureStatistics of(int width, int height, boolean looksGrey) {
    return new PictureStatistics(
        1,
        looksGrey ? 1 : 0,
        width,
        width,
        height,
        height,
        Map.of(step(Math.max(width, height)), 1L),
        Map.of(step((double) width / height), 1L));
  }

  /** The statistics of both sets of pictures. */
  public PictureStatistics plus(PictureStatistics other) {
    if (pictures == 0) {
      return other;
    }
    if (other.pictures == 0) {
      return this;
    }
    return new PictureStatistics(
        pictures + other.pictures,
        grey + other.grey,
        Math.min(widthMin, other.widthMin),
        Math.max(widthMax, other.widthMax),
        Math.min(heightMin, other.heightMin),
        Math.max(heightMax, other.heightMax),
        sum(longSides, other.longSides),
        sum(aspects, other.aspects));
  }

  /** Whether all pictures have the same width and height. */
  boolean sameSize() {
    return pictures > 0 && widthMin == widthMax && heightMin == heightMax;
  }

  /** The longer side that a fraction of the pictures do not exceed, within 4.4 %. */
  double longSide(double fraction) {
    return quantile(longSides, fraction);
  }

  /** The width to height that a fraction of the pictures do not exceed, within 4.4 %. */
  double aspect(double fraction) {
    return quantile(aspects, fraction);
  }

  private double quantile(Map<Integer, Long> counts, double fraction) {
    long wanted = Math.max(1, (long) Math.ceil(pictures * fraction));
    long seen = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= wanted) {
        return StrictMath.pow(2, (double) entry.getKey() / STEPS);
      }
    }
    return 1;
  }

  private static int step(double value) {
    return (int) Math.round(STEPS * StrictMath.log(value) / StrictMath.log(2));
  }

  private static SortedMap<Integer, Long> sum(Map<Integer, Long> one, Map<Integer, Long> two) {
    SortedMap<Integer, Long> both = new TreeMap<>(one);
    two.forEach((step, count) -> both.merge(step, count, Long::sum));
    return both;
  }
}
