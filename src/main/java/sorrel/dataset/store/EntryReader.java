package sorrel.dataset.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.store.EntryRead.Content;
import sorrel.dataset.store.EntryRead.EntryProblem;
import sorrel.dataset.store.EntryRead.Refused;

/** Reads and expands one entry within the limits. */
final class EntryReader {
  private static final int HEADER_BYTES = 30;
  private static final int HEADER_MARK = 0x04034B50;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int PIECE_BYTES = 1 << 16;

  private final FileChannel file;
  private final ArchiveLimits limits;

  EntryReader(FileChannel file, ArchiveLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  EntryRead read(ArchiveEntry entry) throws IOException {
    if (entry.locked()) {
      return new Refused(EntryProblem.LOCKED);
    }
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      return new Refused(EntryProblem.UNSUPPORTED_METHOD);
    }
    if (entry.size() > limits.entryBytesMax()) {
      return new Refused(
          EntryProblem.TOO_LARGE,
          "This file has %d MB; Sorrel reads pictures of up to %d MB. Make the picture smaller."
              .formatted(Math.ceilDiv(entry.size(), 1L << 20), limits.entryBytesMax() >> 20));
    }
    if (isBomb(entry.size(), entry)) {
      return new Refused(EntryProblem.BOMB);
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (!fill(header, entry.offset()) || header.getInt(0) != HEADER_MARK) {
      return new Refused(EntryProblem.DAMAGED);
    }
    int names = (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
    long start = entry.offset() + HEADER_BYTES + names;
    return entry.method() == STORED ? stored(entry, start) : inflated(entry, start);
  }

  private EntryRead stored(ArchiveEntry entry, long start) throws IOException {
    if (entry.packedSize() != entry.size() || start + entry.size() > file.size()) {
      return new Refused(EntryProblem.DAMAGED);
    }
    ByteBuffer content = ByteBuffer.allocate((int) entry.size());
    return fill(content, start)
        ? checked(content.array(), entry)
        : new Refused(EntryProblem.DAMAGED);
  }

  private EntryRead inflated(ArchiveEntry entry, long start) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      byte[] content = new byte[(int) entry.size()];
      long packedLeft = entry.packedSize();
      long at = start;
      int got = 0;
      // One byte of room beyond what is stated tells a file that holds more.
      byte[] beyond = new byte[1];
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, packedLeft + 1));
      while (!inflater.finished()) {
        int more =
            got < content.length
                ? inflater.inflate(content, got, content.length - got)
                : inflater.inflate(beyond);
        if (more > 0 && got == content.length) {
          return new Refused(EntryProblem.BOMB);
        }
        got += more;
        if (more == 0 && !inflater.finished()) {
          if (inflater.needsDictionary() || !inflater.needsInput() || packedLeft == 0) {
            return new Refused(EntryProblem.DAMAGED);
          }
          piece.clear().limit((int) Math.min(piece.capacity(), packedLeft));
          if (!fill(piece, at)) {
            return new Refused(EntryProblem.DAMAGED);
          }
          at += piece.limit();
          packedLeft -= piece.limit();
          inflater.setInput(piece.array(), 0, piece.limit());
        }
      }
      return got == content.length ? checked(content, entry) : new Refused(EntryProblem.DAMAGED);
    } catch (DataFormatException damaged) {
      return new Refused(EntryProblem.DAMAGED);
    } finally {
      inflater.end();
    }
  }

  /** Whether so many bytes are more than the packed ones can honestly become. */
  private boolean isBomb(long expanded, ArchiveEntry entry) {
    return expanded > limits.ratioFloorBytes()
        && expanded > entry.packedSize() * (long) limits.ratioMax();
  }

  private static EntryRead checked(byte[] content, ArchiveEntry entry) {
    CRC32 sum = new CRC32();
    sum.update(content);
    return (int) sum.getValue() == entry.crc32()
        ? new Content(content)
        : new Refused(EntryProblem.DAMAGED);
  }

  private boolean fill(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int got = file.read(buffer, at);
      if (got < 0) {
        return false;
      }
      at += got;
    }
    return true;
  }
}
