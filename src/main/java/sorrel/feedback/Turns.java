package sorrel.feedback;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import sorrel.kernel.ModelId;

/** Has what concerns one model's verdicts happen one after the other on this node. */
final class Turns {
  /** Models that share a lock wait for each other, some milliseconds. */
  private static final int LOCKS = 64;

  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  /** Waits for the model's turn; may be called within one. */
  <T> T take(ModelId model, Supplier<T> work) {
    ReentrantLock lock = locks.get(Math.floorMod(model.hashCode(), LOCKS));
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
