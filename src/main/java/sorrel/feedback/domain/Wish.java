package sorrel.feedback.domain;

import java.util.Optional;

/** What a verdict wants of the dataset. */
public enum Wish {
  /** Learn the picture as the class that the verdict names, or move it there. */
  LEARN,
  /** Forget what was learned of the picture, if anything was. */
  FORGET;

  /**
   * What a verdict wants.
   *
   * @param named the right class, where the verdict names one
   * @param learns whether the model learns from verdicts by itself
   * @param learned whether something is learned of the picture, or is to be
   */
  public static Wish of(Optional<String> named, boolean learns, boolean learned) {
    return named.isPresent() && (learns || learned) ? LEARN : FORGET;
  }
}
