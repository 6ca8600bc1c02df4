package sorrel.picture;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Idle objects that cost more to make than to keep; each is with at most one thread. */
final class Pool<T> {
  private final BlockingQueue<T> idle;
  private final Supplier<T> maker;
  private final Consumer<T> closer;

  /**
   * @param idleMax how many are kept; more may be in use
   * @param closer frees one that is not kept
   */
  Pool(int idleMax, Supplier<T> maker, Consumer<T> closer) {
    this.idle = new ArrayBlockingQueue<>(idleMax);
    this.maker = maker;
    this.closer = closer;
  }

  T take() {
    T kept = idle.poll();
    return kept == null ? maker.get() : kept;
  }

  void giveBack(T used) {
    if (!idle.offer(used)) {
      closer.accept(used);
    }
  }

  void discard(T broken) {
    closer.accept(broken);
  }
}
