package sorrel.dataset.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sorrel.dataset.domain.CodeList;
import sorrel.dataset.store.CodeTable;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;

/**
 * The codes of the models that pictures were added to last, in memory. What any node has added
 * since is read before each answer; what has gone meanwhile may still be in it.
 */
final class RecentCodes {
  /** Five models of the largest size, or some thousand small ones. */
  static final long BYTES_MAX = 16L << 20;

  private static final int MODEL_BYTES = 256;

  private final CodeTable table;
  private final int kept;
  private final long bytesMax;

  /** The one that was asked for last is at the end. */
  private final Map<ModelId, Known> models = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /**
   * @param kept newest codes of a model
   */
  RecentCodes(CodeTable table, int kept, long bytesMax) {
    this.table = table;
    this.kept = kept;
    this.bytesMax = bytesMax;
  }

  /**
   * The newest images whose code differs from this one in some bits at most, oldest first; some may
   * have gone. Blocks.
   */
  List<ImageId> near(ModelId model, long code, int bitsApartMax) {
    Known known;
    synchronized (this) {
      known = models.computeIfAbsent(model, _ -> new Known(kept));
    }
    List<ImageId> near;
    long grown;
    synchronized (known) {
      known.last = table.read(model, known.last, kept, known.codes);
      near = known.codes.near(code, bitsApartMax);
      grown = known.codes.bytes() + MODEL_BYTES;
    }
    weigh(known, grown, model);
    return near;
  }

  private synchronized void weigh(Known known, long grown, ModelId model) {
    if (models.get(model) != known || grown <= known.weight) {
      return;
    }
    bytes += grown - known.weight;
    known.weight = grown;
    var oldest = models.values().iterator();
    while (bytes > bytesMax && oldest.hasNext()) {
      bytes -= oldest.next().weight;
      oldest.remove();
    }
  }

  /** Those that are in memory; the one that was asked for last is at the end. */
  synchronized List<ModelId> models() {
    return List.copyOf(models.keySet());
  }

  /** A model's codes, which its own lock guards; the weight is guarded by that of all. */
  private static final class Known {
    private final CodeList codes;
    private long last;
    private long weight;

    Known(int kept) {
      codes = new CodeList(kept);
    }
  }
}
