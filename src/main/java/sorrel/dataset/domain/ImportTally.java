package sorrel.dataset.domain;

/**
 * What became of the entries of an archive that are no images now.
 *
 * @param skipped left out without a word: folders, hidden files, papers
 * @param duplicates already in their class
 * @param refused listed with a reason
 */
public record ImportTally(long skipped, long duplicates, long refused) {
  public static final ImportTally NONE = new ImportTally(0, 0, 0);

  public ImportTally plus(ImportTally other) {
    return new ImportTally(
        skipped + other.skipped, duplicates + other.duplicates, refused + other.refused);
  }
}
