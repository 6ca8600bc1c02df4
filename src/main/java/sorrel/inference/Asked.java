package sorrel.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import sorrel.kernel.ModelId;

/**
 * How often this node asked for each model since it was last looked at; nothing is counted before
 * the first look, as nobody looks on a node that holds no models. For several threads.
 */
final class Asked {
  private volatile Map<ModelId, LongAdder> counts = new ConcurrentHashMap<>();
  private volatile boolean looked;

  void once(ModelId model) {
    if (!looked) {
      return;
    }
    counts.computeIfAbsent(model, _ -> new LongAdder()).increment();
  }

  /** Begins anew, and returns those that were asked for at least so often. */
  Map<ModelId, Long> take(long least) {
    looked = true;
    Map<ModelId, LongAdder> taken = counts;
    counts = new ConcurrentHashMap<>();
    return taken.entrySet().stream()
        .filter(each -> each.getValue().sum() >= least)
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sum()));
  }
}
