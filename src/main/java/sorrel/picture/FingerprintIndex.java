package sorrel.picture;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Fingerprints in the order in which they were added, and which of them a new one is near to; for
 * one thread.
 *
 * <p>Multi-index hashing (M. Norouzi, A. Punjani, D. Fleet: "Fast Search in Hamming Space with
 * Multi-Index Hashing", CVPR 2012): the code's four bands each have a table, and codes that share a
 * band are compared. As a near picture may share none, each band is looked up also with its
 * faintest bits turned (Q. Lv et al.: "Multi-Probe LSH", VLDB 2007).
 *
 * <p>Only the newest are kept, up to a number: old ones are overwritten in a ring, and passed over
 * in the tables.
 */
public final class FingerprintIndex {
  private static final int BAND_VALUES = 1 << CosineCode.BAND_BITS;
  private static final int SIZE_AT_FIRST = 1 << 10;

  private final int kept;
  private final CodeBucket[][] buckets = new CodeBucket[CosineCode.BANDS][BAND_VALUES];
  private Fingerprint[] prints = new Fingerprint[SIZE_AT_FIRST];
  private int size;

  /**
   * @param kept fingerprints at most, a power of two from 1,024 on
   */
  public FingerprintIndex(int kept) {
    if (kept < SIZE_AT_FIRST || Integer.bitCount(kept) != 1) {
      throw new IllegalArgumentException(kept + " fingerprints");
    }
    this.kept = kept;
  }

  /** Adds one; its number is how many were added before. */
  public int add(Fingerprint print) {
    if (size == prints.length && size < kept) {
      prints = Arrays.copyOf(prints, 2 * size);
    }
    prints[slot(size)] = print;
    for (int band = 0; band < CosineCode.BANDS; band++) {
      int value = value(print.code(), band);
      CodeBucket bucket = buckets[band][value];
      if (bucket == null) {
        bucket = new CodeBucket();
        buckets[band][value] = bucket;
      }
      bucket.add(print.code(), size, oldest());
    }
    return size++;
  }

  /** The number of the first that is near, of those that are kept. */
  public OptionalInt firstNear(Fingerprint print) {
    int first = Integer.MAX_VALUE;
    for (int band = 0; band < CosineCode.BANDS; band++) {
      int value = value(print.code(), band);
      int unsure = value(print.unsure(), band);
      // All subsets of the unsure bits.
      int turned = unsure;
      do {
        first = firstNear(print, band, value ^ turned, first);
        turned = (turned - 1) & unsure;
      } while (turned != unsure);
    }
    return first == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(first);
  }

  private int firstNear(Fingerprint print, int band, int value, int found) {
    CodeBucket bucket = buckets[band][value];
    if (bucket == null) {
      return found;
    }
    int apartMax = print.codeApartMax();
    int at = bucket.firstNear(print.code(), apartMax, bucket.firstFrom(oldest()));
    while (at < bucket.size() && bucket.number(at) < found) {
      if (prints[slot(bucket.number(at))].isNear(print)) {
        return bucket.number(at);
      }
      at = bucket.firstNear(print.code(), apartMax, at + 1);
    }
    return found;
  }

  private int oldest() {
    return Math.max(0, size - kept);
  }

  private int slot(int number) {
    return number & (prints.length - 1);
  }

  private static int value(long code, int band) {
    return (int) (code >>> (band * CosineCode.BAND_BITS)) & (BAND_VALUES - 1);
  }
}
