package sorrel.dataset.worker;

import java.util.Optional;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.picture.Fingerprint;

/** What looking at one entry of an archive showed. */
sealed interface Examined {
  /**
   * A picture that can be used.
   *
   * @param split the archive's, if it says one
   * @param print empty where there is next to nothing to see
   * @param file its bytes; never compared
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Usable(
      String path,
      String label,
      Optional<Split> split,
      byte[] file,
      Sha256 sha256,
      String format,
      int width,
      int height,
      Optional<Fingerprint> print)
      implements Examined {}

  /** Something that was meant as a picture and cannot be used. */
  record Unusable(String path, Optional<String> label, String reason, String sentence)
      implements Examined {}

  /** Nothing that anybody misses. */
  record LeftOut() implements Examined {}
}
