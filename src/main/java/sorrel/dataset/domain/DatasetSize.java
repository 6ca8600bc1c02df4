package sorrel.dataset.domain;

/**
 * How much a dataset holds.
 *
 * @param bytes of the pictures' files
 */
public record DatasetSize(long pictures, long bytes) {
  public static final DatasetSize EMPTY = new DatasetSize(0, 0);
}
