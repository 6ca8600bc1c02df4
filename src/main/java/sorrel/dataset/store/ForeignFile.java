package sorrel.dataset.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import sorrel.dataset.store.ArchiveOpening.Problem;

/** Names what was sent instead of a zip, so that the sentence can say what to do. */
final class ForeignFile {
  /** Tar has its mark at 257. */
  private static final int HEAD_BYTES = 264;

  private ForeignFile() {}

  static NotOpened refusal(FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {
      // Reads until the head is full or the file ends.
    }
    String head = new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
    if (head.startsWith("PK\3\4") || head.startsWith("PK\7\b")) {
      return new NotOpened(
          Problem.TRUNCATED,
          "The end of this zip is missing. Send it again, or copy it again from where it came.");
    }
    String kind = kind(head);
    return new NotOpened(
        Problem.NOT_A_ZIP,
        kind.isEmpty()
            ? "This file is not a zip. Pack the folder with the pictures as a zip."
            : "This is " + kind + ", not a zip. Pack the folder with the pictures as a zip.");
  }

  private static String kind(String head) {
    if (head.startsWith("Rar!")) {
      return "a RAR archive";
    }
    if (head.startsWith("7z\u00BC\u00AF")) {
      return "a 7z archive";
    }
    if (head.startsWith("\u001F\u008B")) {
      return "a gzip archive (.gz or .tar.gz)";
    }
    if (head.startsWith("BZh")
        || head.startsWith("\u00FD7zXZ")
        || head.startsWith("(\u00B5/\u00FD")) {
      return "an archive of another kind";
    }
    if (head.startsWith("ustar", 257)) {
      return "a tar archive";
    }
    boolean picture =
        head.startsWith("\u00FF\u00D8\u00FF")
            || head.startsWith("\u0089PNG")
            || head.startsWith("GIF8")
            || head.startsWith("II*\0")
            || head.startsWith("MM\0*")
            || (head.startsWith("RIFF") && head.startsWith("WEBP", 8));
    return picture ? "a picture" : "";
  }
}
