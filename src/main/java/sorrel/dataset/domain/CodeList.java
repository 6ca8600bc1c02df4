package sorrel.dataset.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import sorrel.kernel.ImageId;

/**
 * The codes of a model's images in the order in which they came, the newest of them; for one
 * thread.
 */
public final class CodeList {
  private static final int SIZE_AT_FIRST = 64;
  private static final int LONGS = 3;

  private final int kept;

  /** Of each image its code, then its id; once it is full, the oldest are overwritten. */
  private long[] entries = new long[SIZE_AT_FIRST * LONGS];

  private int added;

  /**
   * An empty list.
   *
   * @param kept codes at most, a power of two from 64 on
   */
  public CodeList(int kept) {
    if (kept < SIZE_AT_FIRST || Integer.bitCount(kept) != 1) {
      throw new IllegalArgumentException(kept + " codes");
    }
    this.kept = kept;
  }

  public void add(UUID id, long code) {
    int room = entries.length / LONGS;
    if (added == room && room < kept) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
      room *= 2;
    }
    int at = (added % room) * LONGS;
    entries[at] = code;
    entries[at + 1] = id.getMostSignificantBits();
    entries[at + 2] = id.getLeastSignificantBits();
    // Counts on from a full list rather than overflow.
    added = added + 1 == 2 * kept ? kept : added + 1;
  }

  /** The images whose code differs from this one in some bits at most, oldest first. */
  public List<ImageId> near(long code, int bitsApartMax) {
    int room = entries.length / LONGS;
    int size = Math.min(added, room);
    List<ImageId> near = new ArrayList<>();
    for (int i = added - size; i < added; i++) {
      int at = (i % room) * LONGS;
      if (Long.bitCount(entries[at] ^ code) <= bitsApartMax) {
        near.add(new ImageId(new UUID(entries[at + 1], entries[at + 2])));
      }
    }
    return near;
  }

  /** What it takes in memory. */
  public long bytes() {
    return (long) entries.length * Long.BYTES;
  }
}
