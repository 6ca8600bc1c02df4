package sorrel.dataset.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.store.ArchiveOpening.Problem;

/**
 * A zip's table of contents (PKWARE, .ZIP File Format Specification 6.3).
 *
 * @param start where it begins in the file
 */
record CentralDirectory(List<ArchiveEntry> entries, long start) {
  private static final int RECORD_BYTES = 46;
  static final int RECORD_MARK = 0x02014B50;
  private static final int LOCKED_FLAG = 1;
  private static final int MADE_ON_UNIX = 3;
  private static final int LINK_TYPE = 0xA000;
  private static final int FILE_TYPES = 0xF000;
  private static final int ZIP64_EXTRA = 0x0001;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;

  CentralDirectory {
    entries = List.copyOf(entries);
  }

  /**
   * @throws NotOpened when the file is no zip, is broken or exceeds the limits
   */
  static CentralDirectory read(FileChannel file, ArchiveLimits limits)
      throws IOException, NotOpened {
    ZipEnd end = ZipEnd.find(file, limits);
    file.position(end.directoryStart());
    // Not closed: that would close the file.
    InputStream in = new BufferedInputStream(Channels.newInputStream(file), 1 << 16);
    List<ArchiveEntry> entries = new ArrayList<>((int) end.entries());
    long left = end.directoryBytes();
    long expanded = 0;
    for (int index = 0; index < end.entries(); index++) {
      ByteBuffer fixed = take(in, RECORD_BYTES);
      if (fixed.getInt(0) != RECORD_MARK) {
        throw NotOpened.damaged();
      }
      int nameBytes = fixed.getShort(28) & 0xFFFF;
      int extraBytes = fixed.getShort(30) & 0xFFFF;
      int commentBytes = fixed.getShort(32) & 0xFFFF;
      left -= RECORD_BYTES + nameBytes + extraBytes + commentBytes;
      if (left < 0) {
        throw NotOpened.damaged();
      }
      byte[] name = take(in, nameBytes).array();
      ByteBuffer extra = take(in, extraBytes);
      in.skipNBytes(commentBytes);
      ArchiveEntry entry = entry(index, fixed, name, extra, end.shift());
      expanded += entry.size();
      if (expanded > limits.expandedBytesMax()) {
        throw new NotOpened(
            Problem.TOO_LARGE,
            "This archive expands to more than %d GB, which is the most that Sorrel reads. Split it into several archives."
                .formatted(limits.expandedBytesMax() >> 30));
      }
      entries.add(entry);
    }
    return new CentralDirectory(entries, end.directoryStart());
  }

  private static ArchiveEntry entry(
      int index, ByteBuffer fixed, byte[] name, ByteBuffer extra, long shift) throws NotOpened {
    long packed = fixed.getInt(20) & IN_ZIP64;
    long size = fixed.getInt(24) & IN_ZIP64;
    long offset = fixed.getInt(42) & IN_ZIP64;
    ByteBuffer large = ZipExtras.find(extra, ZIP64_EXTRA);
    if (size == IN_ZIP64 && large.remaining() >= 8) {
      size = large.getLong();
    }
    if (packed == IN_ZIP64 && large.remaining() >= 8) {
      packed = large.getLong();
    }
    if (offset == IN_ZIP64 && large.remaining() >= 8) {
      offset = large.getLong();
    }
    // Beyond any file, so that sums of these cannot overflow.
    long most = 1L << 50;
    if (size < 0 || packed < 0 || offset < 0 || size > most || packed > most || offset > most) {
      throw NotOpened.damaged();
    }
    int flags = fixed.getShort(8);
    boolean unix = fixed.get(5) == MADE_ON_UNIX;
    int unixMode = fixed.getInt(38) >>> 16;
    return new ArchiveEntry(
        index,
        ZipNames.of(name, extra),
        size,
        packed,
        fixed.getShort(10) & 0xFFFF,
        (flags & LOCKED_FLAG) != 0,
        unix && (unixMode & FILE_TYPES) == LINK_TYPE,
        fixed.getInt(16),
        offset + shift);
  }

  private static ByteBuffer take(InputStream in, int bytes) throws IOException, NotOpened {
    byte[] taken = in.readNBytes(bytes);
    if (taken.length < bytes) {
      throw NotOpened.damaged();
    }
    return ByteBuffer.wrap(taken).order(ByteOrder.LITTLE_ENDIAN);
  }
}
