package sorrel.model.actor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Model;

/**
 * Shows the newest state of each model to those who list models, off the actors' threads. Of
 * several states that pile up while one is written only the last is written; a failure is tried
 * again.
 */
public final class ModelProjection implements ModelEntity.Observer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelProjection.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A state with the sequence number of its newest event. */
  public record Change(ModelId model, long revision, Model state) {}

  private final Executor executor;
  private final Consumer<Change> writer;
  private final Map<ModelId, Change> waiting = new HashMap<>();
  private final Map<ModelId, Boolean> writing = new HashMap<>();

  /**
   * Shows states through a writer.
   *
   * @param executor threads that may block
   * @param writer writes one change; blocking, may be repeated
   */
  public ModelProjection(Executor executor, Consumer<Change> writer) {
    this.executor = executor;
    this.writer = writer;
  }

  @Override
  public void changed(ModelId model, long revision, Model state) {
    boolean idle;
    synchronized (waiting) {
      waiting.put(model, new Change(model, revision, state));
      idle = writing.putIfAbsent(model, true) == null;
    }
    if (idle) {
      executor.execute(() -> drain(model));
    }
  }

  private void drain(ModelId model) {
    while (true) {
      Change change;
      synchronized (waiting) {
        change = waiting.remove(model);
        if (change == null) {
          writing.remove(model);
          return;
        }
      }
      try {
        writer.accept(change);
      } catch (RuntimeException failure) {
        LOG.warn("model {} is not shown yet, trying again", model, failure);
        synchronized (waiting) {
          waiting.putIfAbsent(model, change);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
