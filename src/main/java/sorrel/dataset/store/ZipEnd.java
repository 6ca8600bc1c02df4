package sorrel.dataset.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.store.ArchiveOpening.Problem;

/**
 * The record at a zip's end that says where its table of contents is.
 *
 * @param entries how many, within the limits
 * @param directoryStart where the table begins in the file
 * @param directoryBytes its length
 * @param shift bytes before the archive proper, by which all its offsets are too small
 */
record ZipEnd(long entries, long directoryStart, long directoryBytes, long shift) {
  private static final int BYTES = 22;
  private static final int COMMENT_MAX = 0xFFFF;
  private static final int MARK = 0x06054B50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_MARK = 0x07064B50;
  private static final int LARGE_BYTES = 56;
  private static final int LARGE_MARK = 0x06064B50;
  private static final int RECORD_BYTES_MIN = 46;

  /**
   * @throws NotOpened when there is none, or it tells of something that Sorrel does not read
   */
  static ZipEnd find(FileChannel file, ArchiveLimits limits) throws IOException, NotOpened {
    long size = file.size();
    if (size == 0) {
      throw new NotOpened(Problem.EMPTY, "This file is empty. Choose the archive again.");
    }
    if (size > limits.bytesMax()) {
      throw new NotOpened(
          Problem.TOO_LARGE,
          "This archive has %d GB; Sorrel reads up to %d GB. Split it into several archives."
              .formatted(Math.ceilDiv(size, 1L << 30), limits.bytesMax() >> 30));
    }
    int tailBytes = (int) Math.min(size, BYTES + COMMENT_MAX + LOCATOR_BYTES + LARGE_BYTES);
    ByteBuffer tail = bytes(file, size - tailBytes, tailBytes);
    for (int at = tailBytes - BYTES; at >= 0; at--) {
      if (tail.getInt(at) == MARK) {
        return of(file, tail, at, size - tailBytes + at, limits);
      }
    }
    throw ForeignFile.refusal(file);
  }

  private static ZipEnd of(
      FileChannel file, ByteBuffer tail, int at, long position, ArchiveLimits limits)
      throws IOException, NotOpened {
    long entries = tail.getShort(at + 10) & 0xFFFF;
    long bytes = tail.getInt(at + 12) & 0xFFFF_FFFFL;
    long stated = tail.getInt(at + 16) & 0xFFFF_FFFFL;
    boolean parts = tail.getShort(at + 4) != 0 && tail.getShort(at + 4) != -1;
    long directoryEnd = position;
    if (at >= LOCATOR_BYTES && tail.getInt(at - LOCATOR_BYTES) == LOCATOR_MARK) {
      long largeStated = tail.getLong(at - LOCATOR_BYTES + 8);
      long before = position - LOCATOR_BYTES - LARGE_BYTES;
      long large = isLargeEnd(file, largeStated) ? largeStated : before;
      if (!isLargeEnd(file, large)) {
        throw NotOpened.damaged();
      }
      ByteBuffer record = bytes(file, large, LARGE_BYTES);
      parts = record.getInt(16) != 0;
      entries = record.getLong(32);
      bytes = record.getLong(40);
      stated = record.getLong(48);
      directoryEnd = large;
    }
    if (parts) {
      throw new NotOpened(
          Problem.IN_PARTS,
          "This is one part of an archive in several. Pack the folder into a single zip.");
    }
    check(entries, bytes, directoryEnd, limits);
    // Where it says, or right before its end when something was put before the archive.
    boolean asStated =
        stated >= 0
            && stated <= directoryEnd - bytes
            && bytes(file, stated, 4).getInt(0) == CentralDirectory.RECORD_MARK;
    long start = asStated ? stated : directoryEnd - bytes;
    if (stated < 0 || stated > start) {
      throw NotOpened.damaged();
    }
    return new ZipEnd(entries, start, bytes, start - stated);
  }

  private static void check(long entries, long bytes, long directoryEnd, ArchiveLimits limits)
      throws NotOpened {
    if (entries < 0 || bytes < 0 || bytes > directoryEnd || entries > bytes / RECORD_BYTES_MIN) {
      throw NotOpened.damaged();
    }
    if (entries == 0) {
      throw new NotOpened(
          Problem.EMPTY, "This archive holds nothing. Pack the folder with the pictures again.");
    }
    if (entries > limits.entriesMax()) {
      throw new NotOpened(
          Problem.TOO_MANY_ENTRIES,
          "This archive has %d files; Sorrel reads up to %d. Split it into several archives."
              .formatted(entries, limits.entriesMax()));
    }
  }

  private static boolean isLargeEnd(FileChannel file, long at) throws IOException {
    return at >= 0
        && at <= file.size() - LARGE_BYTES
        && bytes(file, at, LARGE_BYTES).getInt(0) == LARGE_MARK;
  }

  /** Bytes that lie within the file, little-endian. */
  private static ByteBuffer bytes(FileChannel file, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    long at = position;
    while (buffer.hasRemaining()) {
      int got = file.read(buffer, at);
      if (got < 0) {
        break;
      }
      at += got;
    }
    return buffer;
  }
}
