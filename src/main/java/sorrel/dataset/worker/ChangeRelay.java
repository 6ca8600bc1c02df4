package sorrel.dataset.worker;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.store.ChangeTable;
import sorrel.dataset.store.DatasetLedger;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;

/**
 * Tells the models of changes that are stored, in their order, until each is confirmed. What is
 * sent twice counts once, so that nodes need not agree on who sends.
 */
public final class ChangeRelay {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeRelay.class);

  /** Models that share a lock wait for each other, a few milliseconds. */
  private static final int LOCKS = 64;

  private final ChangeTable changes;
  private final DatasetLedger ledger;
  private final DatasetOwner owner;
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  public ChangeRelay(ChangeTable changes, DatasetLedger ledger, DatasetOwner owner) {
    this.changes = changes;
    this.ledger = ledger;
    this.owner = owner;
  }

  /**
   * Sends all that a model has not confirmed; throws if it cannot be reached.
   *
   * @return false if the model was deleted
   */
  public boolean send(ModelId model) {
    ReentrantLock lock = locks.get(Math.floorMod(model.hashCode(), LOCKS));
    lock.lock();
    try {
      for (List<DatasetChange> some = changes.pending(model);
          !some.isEmpty();
          some = changes.pending(model)) {
        for (DatasetChange change : some) {
          if (!settle(change)) {
            return false;
          }
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Like {@link #send}, but leaves it for later if the model cannot be reached: the change is
   * stored, and is sent again with the next and from time to time.
   *
   * @return false if the model is known to be deleted
   */
  public boolean trySend(ModelId model) {
    try {
      return send(model);
    } catch (RuntimeException unreachable) {
      LOG.warn("model {} could not be told of its images yet", model, unreachable);
      return true;
    }
  }

  /** Sends what the models have not confirmed since before a time; goes on where one fails. */
  public void sendWaiting(Instant before) {
    changes.waiting(before).forEach(this::trySend);
  }

  /** False if the model was deleted. */
  private boolean settle(DatasetChange change) {
    return switch (owner.count(change)) {
      case COUNTED -> {
        changes.confirm(change.id());
        yield true;
      }
      case CLASS_GONE -> withdraw(change);
      case MODEL_GONE -> gone(change.model());
    };
  }

  private boolean withdraw(DatasetChange change) {
    var classes = owner.classes(change.model());
    if (classes.isEmpty()) {
      return gone(change.model());
    }
    Set<ClassId> missing = new HashSet<>();
    change.deltas().stream().map(ClassDelta::classId).forEach(missing::add);
    classes.get().stream().map(DatasetClass::id).forEach(missing::remove);
    // With none missing, the refusal is out of date; the change is read and sent again as it is.
    changes.withdraw(change, missing);
    return true;
  }

  private boolean gone(ModelId model) {
    ledger.removeImages(model);
    return false;
  }
}
