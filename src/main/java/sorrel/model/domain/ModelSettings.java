package sorrel.model.domain;

import java.util.Optional;

/**
 * What the owner chose for a model.
 *
 * @param targetAccuracy a run promotes the first candidate that reaches it; 0 to 1
 * @param expandable whether classes can be added to a version without a full training
 * @param history whether classifications are kept
 * @param unknownBelow the familiarity below which a picture counts as unknown, if not the usual one
 * @param picturesWanted whether pictures of classifications are kept, if that was said
 * @param learning whether a verdict that names the right class is learned at once, if that was said
 */
public record ModelSettings(
    double targetAccuracy,
    boolean expandable,
    History history,
    Optional<Double> unknownBelow,
    Optional<Boolean> picturesWanted,
    Optional<Boolean> learning) {
  /** Of known pictures, this share is called unknown: the price of hearing "I don't know". */
  private static final double UNKNOWN_BELOW = 0.05;

  /** Whether classifications are kept. */
  public enum History {
    /** Every classification is a task on disk before it is answered. */
    DURABLE,
    /** Nothing about a picture is stored; the answer comes without a database. */
    NONE
  }

  /** The familiarity below which a picture counts as unknown, 0 to 1; 0 knows every picture. */
  public double unknownThreshold() {
    return unknownBelow.orElse(UNKNOWN_BELOW);
  }

  /** Whether the owner wants pictures of classifications kept. */
  public boolean keepPictures() {
    return picturesWanted.orElse(true);
  }

  /** Whether a picture is kept with its classification: never without a history. */
  public boolean storesPictures() {
    return keepPictures() && history == History.DURABLE;
  }

  /** Whether a verdict that names the right class is learned at once. */
  public boolean learnFromVerdicts() {
    return learning.orElse(false);
  }
}
