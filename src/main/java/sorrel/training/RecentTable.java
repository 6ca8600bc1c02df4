package sorrel.training;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Optional;
import sorrel.head.FeatureTableFile;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.HeadMaker;
import sorrel.head.domain.Linear;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobStore;

/**
 * Tables of features from their blobs, of which the last one stays in memory while there is room:
 * the jobs of one expansion follow each other with the same table. Safe for several threads.
 */
final class RecentTable {
  private volatile SoftReference<Known> last = new SoftReference<>(null);

  /** A table that was read or written, and the classifier that was solved from it, if one was. */
  private record Known(Sha256 blob, FeatureTable table, Optional<Linear> solved) {}

  FeatureTable read(Sha256 blob, BlobStore store) throws IOException {
    Known known = last.get();
    if (known != null && known.blob().equals(blob)) {
      return known.table();
    }
    FeatureTable table = FeatureTableFile.read(store.local(blob));
    last = new SoftReference<>(new Known(blob, table, Optional.empty()));
    return table;
  }

  /** Remembers a table that was stored. */
  void stored(Sha256 blob, FeatureTable table, Optional<Linear> solved) {
    last = new SoftReference<>(new Known(blob, table, solved));
  }

  /** What {@link HeadMaker#solve} makes of a table, which may be known. */
  Linear solved(Sha256 blob, FeatureTable table) {
    Known known = last.get();
    return known != null && known.blob().equals(blob) && known.solved().isPresent()
        ? known.solved().get()
        : HeadMaker.solve(table);
  }
}
