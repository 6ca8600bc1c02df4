package sorrel.kernel;

/**
 * How any picture becomes a model's input: turn it upright, fit it to the size, take its colour.
 *
 * <p>Training and classification use the same pipeline, so the same picture gives the same pixels.
 *
 * @param input the size and channels that come out
 * @param fit what happens to a picture of another shape
 */
public record ImagePipeline(ImageShape input, Fit fit) {
  /** What happens to a picture whose height and width are in another proportion than the input. */
  public enum Fit {
    /** Its middle is kept, what sticks out is cut off. */
    CROP,
    /** All of it is kept, with a border in the colour of its edge. */
    PAD,
    /** All of it is kept, and distorted. */
    STRETCH
  }
}
