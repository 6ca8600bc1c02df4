package sorrel.dataset.domain;

import java.util.List;

/**
 * What came of an import, as callers see it.
 *
 * @param pictures added, of both splits
 * @param duplicates that the class had already
 * @param skipped entries left out without a word: folders, hidden files, papers
 * @param seconds from the first entry to the last
 */
public record ImportResult(
    int pictures,
    int training,
    int testing,
    List<ClassCount> classes,
    long duplicates,
    long skipped,
    RefusedPictures refused,
    double seconds) {
  /** Pictures added to one class. */
  public record ClassCount(String label, int training, int testing) {}

  /**
   * Pictures that cannot be used.
   *
   * @param first the first of them; all are in the model's list of images
   */
  public record RefusedPictures(long count, List<RefusedPicture> first) {}

  /** A picture that cannot be used. */
  public record RefusedPicture(String name, String reason, String sentence) {}
}
