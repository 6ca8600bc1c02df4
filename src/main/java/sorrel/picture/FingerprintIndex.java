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
 * <p>Only the newest are kept, up to a number: old ones are overwritten in a ring, and chains are
 * left at the first that has gone.
 */
public final class FingerprintIndex {
  private static final int BAND_VALUES = 1 << CosineCode.BAND_BITS;
  private static final int NONE = -1;
  private static final int SIZE_AT_FIRST = 1 << 10;

  private final int kept;
  private final int[][] newest = new int[CosineCode.BANDS][BAND_VALUES];
  private int[][] before = new int[CosineCode.BANDS][SIZE_AT_FIRST];
  private Fingerprint[] prints = new Fingerprint[SIZE_AT_FIRST];
  private long[] codes = new long[SIZE_AT_FIRST];
  private int size;

  /**
   * @param kept fingerprints at most, a power of two from 1,024 on
   */
  public FingerprintIndex(int kept) {
    if (kept < SIZE_AT_FIRST || Integer.bitCount(kept) != 1) {
      throw new IllegalArgumentException(kept + " fingerprints");
    }
    this.kept = kept;
    for (int[] band : newest) {
      Arrays.fill(band, NONE);
    }
  }

  /** Adds one; its number is how many were added before. */
  public int add(Fingerprint print) {
    if (size == prints.length && size < kept) {
      prints = Arrays.copyOf(prints, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
      for (int band = 0; band < CosineCode.BANDS; band++) {
        before[band] = Arrays.copyOf(before[band], 2 * size);
      }
    }
    int slot = slot(size);
    prints[slot] = print;
    codes[slot] = print.code();
    for (int band = 0; band < CosineCode.BANDS; band++) {
      int value = value(print.code(), band);
      before[band][slot] = newest[band][value];
      newest[band][value] = size;
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
    int first = found;
    int oldest = Math.max(0, size - kept);
    for (int at = newest[band][value]; at >= oldest; at = before[band][slot(at)]) {
      if (at < first
          && Long.bitCount(codes[slot(at)] ^ print.code()) <= print.codeApartMax()
          && prints[slot(at)].isNear(print)) {
        first = at;
      }
    }
    return first;
  }

  private int slot(int number) {
    return number & (prints.length - 1);
  }

  private static int value(long code, int band) {
    return (int) (code >>> (band * CosineCode.BAND_BITS)) & (BAND_VALUES - 1);
  }
}
