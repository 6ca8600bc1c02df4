package sorrel.dataset.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.store.EntryRead.EntryProblem;
import sorrel.dataset.store.EntryRead.Refused;

/**
 * A zip on disk, read by the index of its entries, so that an import can go on where it stopped.
 * Safe for use by many threads at once.
 *
 * <p>Reads the table of contents itself: libraries refuse whole archives for one odd name, or hold
 * most of a kilobyte for each of a million entries. Contents are never held.
 */
public final class ZipArchive implements Closeable {
  private final FileChannel file;
  private final List<ArchiveEntry> entries;
  private final BitSet overlapping;
  private final BitSet repeated;
  private final EntryReader reader;

  private ZipArchive(FileChannel file, CentralDirectory directory, ArchiveLimits limits) {
    this.file = file;
    this.entries = directory.entries();
    this.overlapping = ArchiveChecks.overlapping(entries, directory.start());
    this.repeated = ArchiveChecks.repeated(entries);
    this.reader = new EntryReader(file, limits);
  }

  /**
   * Opens a file, whatever it is.
   *
   * @throws IOException when the disk fails, never for what is in the file
   */
  public static ArchiveOpening open(Path path, ArchiveLimits limits) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    boolean opened = false;
    try {
      CentralDirectory directory = CentralDirectory.read(file, limits);
      ZipArchive archive = new ZipArchive(file, directory, limits);
      opened = true;
      return new ArchiveOpening.Opened(archive);
    } catch (NotOpened refusal) {
      return refusal.opening();
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** All entries in the order of the table of contents, which is the same every time. */
  public List<ArchiveEntry> entries() {
    return entries;
  }

  /**
   * The bytes of an entry, at most {@link ArchiveLimits#entryBytesMax()}; expanding stops as soon
   * as an entry turns out to hold more than it states.
   *
   * @param index from 0
   * @throws IOException when the disk fails, never for what is in the file
   */
  public EntryRead read(int index) throws IOException {
    ArchiveEntry entry = entries.get(index);
    if (entry.symbolicLink()) {
      return new Refused(EntryProblem.LINK);
    }
    if (overlapping.get(index)) {
      return new Refused(EntryProblem.OVERLAPPING);
    }
    if (repeated.get(index)) {
      return new Refused(EntryProblem.DUPLICATE_NAME);
    }
    return reader.read(entry);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
