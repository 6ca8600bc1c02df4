package sorrel.head.domain;

import sorrel.kernel.ImageShape;

/**
 * What a picture looks like before any network has seen it. A network only sees what tells its
 * classes apart and can be sure of a picture of something else entirely; this sees that the picture
 * is of another kind. The arrays are not copied and must not change.
 *
 * @param layout where in the picture what lies, as {@link Layout} says; empty where nobody looked
 * @param texture how strong its details are, as {@link Texture} says; empty where nobody looked
 */
public record Look(float[] layout, float[] texture) {
  /** Of a picture that nobody looked at. */
  static final Look NONE = new Look(new float[0], new float[0]);

  /**
   * Looks at a picture.
   *
   * @param pixels uint8 {@code [height, width, channel]}
   * @param offset where they begin
   */
  public static Look of(byte[] pixels, int offset, ImageShape shape) {
    return new Look(Layout.of(pixels, offset, shape), Texture.of(pixels, offset, shape));
  }
}
