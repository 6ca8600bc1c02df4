package sorrel.dataset.domain;

/**
 * How much a dataset holds.
 *
 * @param bytes of the pictures' files
 * @param binPictures pictures that were removed and can be put back
 * @param binBytes of their files
 */
public record DatasetSize(long pictures, long bytes, long binPictures, long binBytes) {
  public static final DatasetSize EMPTY = new DatasetSize(0, 0);

  /** With nothing in the bin. */
  public DatasetSize(long pictures, long bytes) {
    this(pictures, bytes, 0, 0);
  }

  /** Pictures of the dataset and of the bin. */
  public long allPictures() {
    return pictures + binPictures;
  }

  /** Bytes of all files. */
  public long allBytes() {
    return bytes + binBytes;
  }
}
