package sorrel.head.domain;

/**
 * What turns features, and the look of a picture, into an answer. Any thread may use it; it never
 * changes.
 *
 * @param linear features to one number a class
 * @param temperature what those are divided by before they become probabilities
 * @param familiarity how usual the features are
 */
public record Head(Linear linear, double temperature, Familiarity familiarity) {
  /**
   * An answer.
   *
   * @param probabilities one a class, sum 1
   * @param familiarity the share of known pictures, 0 to 1, that look at least as strange as this
   *     one: near 0 the picture is like none of them
   */
  public record Judgement(float[] probabilities, float familiarity) {}

  /**
   * Answers for one picture.
   *
   * @throws IllegalArgumentException if the features are not as many as the head expects
   */
  public Judgement judge(Traits traits) {
    float[] logits = linear.logits(traits.features());
    return new Judgement(
        Softmax.of(logits, temperature), familiarity.of(traits, logits, temperature));
  }

  public int classes() {
    return linear.classes();
  }
}
