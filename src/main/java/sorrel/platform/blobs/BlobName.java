package sorrel.platform.blobs;

import java.util.regex.Pattern;
import sorrel.kernel.Sha256;

/** How stores and blobs are called where they lie; the same in folders and in buckets. */
final class BlobName {
  /** What is safe as a folder's name everywhere. */
  private static final Pattern STORE = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** The folder of files that are not blobs yet. */
  static final String TEMPORARY = "tmp";

  private static final int FOLDER_DIGITS = 2;

  private BlobName() {}

  /** The name of a store, looked at. */
  static String ofStore(String name) {
    if (!STORE.matcher(name).matches() || name.equals(TEMPORARY)) {
      throw new IllegalArgumentException("not a name of a blob store: " + name);
    }
    return name;
  }

  /** {@code ab/cdef...} by the digits of the hash. */
  static String of(Sha256 address) {
    return address.hex().substring(0, FOLDER_DIGITS) + "/" + address.hex().substring(FOLDER_DIGITS);
  }
}
