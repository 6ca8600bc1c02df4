package sorrel.head.domain;

/**
 * What is known of a picture. The arrays are not copied and must not change.
 *
 * @param features what a network makes of it
 * @param look its {@link Look}; empty where nobody looked
 */
public record Traits(float[] features, float[] look) {
  /** Features alone. */
  public static Traits of(float[] features) {
    return new Traits(features, new float[0]);
  }
}
