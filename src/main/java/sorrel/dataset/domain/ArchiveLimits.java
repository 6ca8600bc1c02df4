package sorrel.dataset.domain;

/**
 * How much an archive may hold. Each limit is held before anything is allocated for it.
 *
 * @param bytesMax bytes of the archive itself
 * @param entriesMax files and folders in it
 * @param classesMax classes that it may bring
 * @param entryBytesMax bytes of one file once expanded
 * @param expandedBytesMax bytes of all files together once expanded
 * @param ratioMax how many times larger than packed a file may become beyond the floor
 * @param ratioFloorBytes files up to this size may have been packed by any ratio
 */
public record ArchiveLimits(
    long bytesMax,
    int entriesMax,
    int classesMax,
    long entryBytesMax,
    long expandedBytesMax,
    int ratioMax,
    long ratioFloorBytes) {
  /**
   * A model's million images and thousand classes, a zip of 10 GB, pictures of 25 MB. Pictures
   * hardly shrink when packed, so that four times the archive is ample for all of them.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(10L << 30, 1_000_000, 1_000, 25L << 20, 40L << 30, 200, 1L << 20);

  public ArchiveLimits {
    if (bytesMax < 1
        || entriesMax < 1
        || classesMax < 1
        || entryBytesMax < 1
        || entryBytesMax > Integer.MAX_VALUE - 16
        || expandedBytesMax < 1
        || ratioMax < 1
        || ratioFloorBytes < 0) {
      throw new IllegalArgumentException("a limit of an archive is out of range");
    }
  }
}
