package sorrel.head.domain;

/**
 * What is known of a picture. The array is not copied and must not change.
 *
 * @param features what a network makes of it
 * @param look what it looks like
 */
public record Traits(float[] features, Look look) {
  /** Features alone. */
  public static Traits of(float[] features) {
    return new Traits(features, Look.NONE);
  }
}
