package sorrel.dataset.store;

import org.jdbi.v3.core.Handle;
import sorrel.kernel.ModelId;

/** Makes the transactions that change one model's images follow each other, on every node. */
final class ModelLock {
  private ModelLock() {}

  /** Waits for the others and holds the lock until the transaction ends. */
  static void take(Handle handle, ModelId model) {
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "dataset " + model)
        .mapTo(Integer.class)
        .one();
  }
}
