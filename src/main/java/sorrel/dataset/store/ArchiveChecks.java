package sorrel.dataset.store;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a hostile or broken archive's entries do to each other. */
final class ArchiveChecks {
  /** Bytes of an entry's own header, without its name. */
  private static final int HEADER_BYTES = 30;

  private ArchiveChecks() {}

  /**
   * The entries whose bytes lie within another's or beyond the last possible place. The trick lets
   * a small archive expand to anything (D. Fifield, 2019, "A better zip bomb").
   *
   * @param end where the table of contents begins
   */
  static BitSet overlapping(List<ArchiveEntry> entries, long end) {
    BitSet overlapping = new BitSet(entries.size());
    List<ArchiveEntry> byPlace =
        entries.stream().sorted(Comparator.comparingLong(ArchiveEntry::offset)).toList();
    long reached = 0;
    int reachedBy = -1;
    for (ArchiveEntry entry : byPlace) {
      if (entry.offset() < reached && reachedBy >= 0) {
        overlapping.set(entry.index());
        overlapping.set(reachedBy);
      }
      long next = entry.offset() + HEADER_BYTES + entry.packedSize();
      if (next > end) {
        overlapping.set(entry.index());
      }
      if (next > reached) {
        reached = next;
        reachedBy = entry.index();
      }
    }
    return overlapping;
  }

  /** The entries whose name an earlier one has. */
  static BitSet repeated(List<ArchiveEntry> entries) {
    BitSet repeated = new BitSet(entries.size());
    Set<String> seen = HashSet.newHashSet(entries.size());
    for (ArchiveEntry entry : entries) {
      if (!seen.add(entry.name())) {
        repeated.set(entry.index());
      }
    }
    return repeated;
  }
}
