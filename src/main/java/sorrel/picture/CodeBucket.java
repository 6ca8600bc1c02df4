package sorrel.picture;

import java.util.Arrays;

/** Codes that share a band, with their numbers in rising order, side by side in memory. */
final class CodeBucket {
  private static final int SIZE_AT_FIRST = 2;

  private long[] codes = new long[SIZE_AT_FIRST];
  private int[] numbers = new int[SIZE_AT_FIRST];
  private int from;
  private int to;

  /**
   * Adds a code at the end.
   *
   * @param oldest what has a lower number is forgotten where room is needed
   */
  void add(long code, int number, int oldest) {
    if (to == codes.length) {
      makeRoom(oldest);
    }
    codes[to] = code;
    numbers[to++] = number;
  }

  private void makeRoom(int oldest) {
    from = firstFrom(oldest);
    int left = to - from;
    int room = left > codes.length / 2 ? 2 * codes.length : codes.length;
    long[] newCodes = new long[room];
    int[] newNumbers = new int[room];
    System.arraycopy(codes, from, newCodes, 0, left);
    System.arraycopy(numbers, from, newNumbers, 0, left);
    codes = newCodes;
    numbers = newNumbers;
    from = 0;
    to = left;
  }

  /** The place of the first that has at least that number. */
  int firstFrom(int number) {
    if (from < to && numbers[from] >= number) {
      return from;
    }
    int place = Arrays.binarySearch(numbers, from, to, number);
    return place < 0 ? -place - 1 : place;
  }

  /** The first place from one on whose code differs in some bits at most; the size if none does. */
  int firstNear(long code, int bitsApartMax, int place) {
    int at = place;
    while (at < to && Long.bitCount(codes[at] ^ code) > bitsApartMax) {
      at++;
    }
    return at;
  }

  int number(int place) {
    return numbers[place];
  }

  int size() {
    return to;
  }
}
