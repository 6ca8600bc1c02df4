package sorrel.training;

import java.util.HashMap;
import java.util.Map;
import sorrel.kernel.ClassId;
import sorrel.kernel.Sha256;

/**
 * Which of many new pictures are learned from at once: of each class the same share, but never so
 * few that it could not be told from others. A picture's own hash is its lot, so the same pictures
 * are drawn however often it is done, and more of them include all of fewer.
 */
final class Draw {
  /** Pictures of a class that are always drawn. */
  static final int EACH_AT_LEAST = 300;

  /** Digits of the hash that decide nothing else. */
  private static final int FIRST_DIGIT = 16;

  private static final int DIGITS = 8;

  private final Map<ClassId, Double> shares = new HashMap<>();

  /**
   * A draw.
   *
   * @param pictures new ones, by class
   * @param atOnce how many can be learned from at once
   */
  Draw(Map<ClassId, Integer> pictures, int atOnce) {
    int total = pictures.values().stream().mapToInt(Integer::intValue).sum();
    pictures.forEach(
        (classId, count) ->
            shares.put(
                classId,
                Math.max((double) atOnce / Math.max(1, total), (double) EACH_AT_LEAST / count)));
  }

  /** A draw of all pictures. */
  static Draw ofAll() {
    return new Draw(Map.of(), 0);
  }

  /** Whether a picture is drawn. */
  boolean has(ClassId classId, Sha256 picture) {
    return lot(picture) < shares.getOrDefault(classId, 1.0);
  }

  /** From 0 to below 1. */
  private static double lot(Sha256 picture) {
    String digits = picture.hex().substring(FIRST_DIGIT, FIRST_DIGIT + DIGITS);
    return Long.parseLong(digits, 16) / (double) (1L << 32);
  }
}
