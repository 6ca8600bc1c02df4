package sorrel.dataset.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of an entry's name. Archives do not say reliably in which letters they write, so that
 * every name is read as something: a wrong letter is better than no picture.
 */
final class ZipNames {
  private static final int UNICODE_PATH_EXTRA = 0x7075;
  private static final Charset DOS =
      Charset.isSupported("IBM437") ? Charset.forName("IBM437") : ISO_8859_1;

  private ZipNames() {}

  /**
   * The name in Unicode where the archive has one beside the other; else UTF-8 where the bytes are
   * that, whether the archive says so or not; else the letters of DOS, which have all bytes.
   */
  static String of(byte[] name, ByteBuffer extra) {
    return besides(name, extra).or(() -> utf8(ByteBuffer.wrap(name))).orElseGet(() -> dos(name));
  }

  private static Optional<String> besides(byte[] name, ByteBuffer extra) {
    ByteBuffer field = ZipExtras.find(extra, UNICODE_PATH_EXTRA);
    if (field.remaining() < 6 || field.get() != 1) {
      return Optional.empty();
    }
    CRC32 sum = new CRC32();
    sum.update(name);
    // It belongs to the name only while nobody has renamed the entry.
    return field.getInt() == (int) sum.getValue() ? utf8(field) : Optional.empty();
  }

  private static Optional<String> utf8(ByteBuffer bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  private static String dos(byte[] name) {
    return new String(name, DOS);
  }
}
