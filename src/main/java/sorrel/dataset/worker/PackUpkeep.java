package sorrel.dataset.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.store.ImageBytes;
import sorrel.dataset.store.ModelBlobs;
import sorrel.dataset.store.PackLeavings;
import sorrel.dataset.store.PackLeavings.Leaving;
import sorrel.dataset.store.PackRows;
import sorrel.dataset.store.PackRows.Placed;
import sorrel.dataset.store.PackWriter;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobStore;

/**
 * Removes the bytes of pictures that are gone for good: writes a pack anew without them, and
 * deletes it once no row has named it for a while. Until then whoever looked up where a picture
 * lies can read it, and a backup that was begun finds what its database names.
 */
public final class PackUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(PackUpkeep.class);

  /** Longer than a backup or the decoding of a large dataset takes. */
  public static final Duration UNUSED = Duration.ofDays(1);

  /** Packs of one round, about a gigabyte to be read and written. */
  private static final int AT_ONCE = 20;

  /** After which a round that did not end is done again. */
  private static final Duration ROUND_MAX = Duration.ofMinutes(30);

  private final PackLeavings leavings;
  private final PackRows rows;
  private final ModelBlobs blobs;
  private final InstantSource clock;

  public PackUpkeep(PackLeavings leavings, PackRows rows, ModelBlobs blobs, InstantSource clock) {
    this.leavings = leavings;
    this.rows = rows;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Looks after some packs that lost pictures; what is left waits for the next time. */
  public void sweep() {
    Instant now = clock.instant();
    Map<ModelId, List<Leaving>> due =
        leavings.claim(now, now.plus(ROUND_MAX), AT_ONCE).stream()
            .collect(Collectors.groupingBy(Leaving::model));
    due.forEach(
        (model, packs) -> {
          Set<Sha256> addresses = packs.stream().map(Leaving::pack).collect(Collectors.toSet());
          Map<Sha256, List<Placed>> used = rows.of(model, addresses);
          for (Leaving each : packs) {
            try {
              settle(each, used.getOrDefault(each.pack(), List.of()), now);
            } catch (IOException | UncheckedIOException failure) {
              LOG.warn("pack {} of model {} is looked after later", each.pack(), model, failure);
            }
          }
        });
  }

  private void settle(Leaving leaving, List<Placed> used, Instant now) throws IOException {
    boolean longUnused =
        leaving.unusedSince().map(since -> !now.isBefore(since.plus(UNUSED))).orElse(false);
    if (used.isEmpty() && longUnused) {
      blobs.of(leaving.model()).delete(leaving.pack());
      leavings.settled(leaving);
      return;
    }
    if (!used.isEmpty()) {
      rewrite(leaving, used);
    }
    Instant since = used.isEmpty() ? leaving.unusedSince().orElse(now) : now;
    leavings.unused(leaving, since, since.plus(UNUSED));
  }

  /** The new pack is on disk before a row names it; one that no row names is deleted later. */
  private void rewrite(Leaving leaving, List<Placed> pictures) throws IOException {
    BlobStore store = blobs.of(leaving.model());
    List<Long> offsets = new ArrayList<>(pictures.size());
    Sha256 written;
    try (ImageBytes bytes = new ImageBytes(store);
        PackWriter pack = PackWriter.open(store)) {
      for (Placed each : pictures) {
        offsets.add(pack.append(bytes.read(each.slice())));
      }
      written = pack.store();
    }
    int moved = rows.move(leaving.model(), leaving.pack(), pictures, written, offsets);
    if (moved < pictures.size()) {
      // Some went meanwhile, and their bytes are in the new one too.
      leavings.note(leaving.model(), written);
    }
  }
}
