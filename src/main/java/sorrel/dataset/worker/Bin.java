package sorrel.dataset.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetOwner.Returning;
import sorrel.dataset.domain.Restoration;
import sorrel.dataset.store.BinLedger;
import sorrel.dataset.store.BinLedger.Remover;
import sorrel.dataset.store.BinTable;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.UuidV7;

/**
 * Keeps what was removed for a while, and puts it back. Everything here may be repeated: what a
 * process that died had done is done, and the rest follows.
 */
public final class Bin {
  /** Rows a transaction: others wait for the model's lock some tenths of a second at most. */
  private static final int AT_ONCE = 2_000;

  /** Batches of one sweep; what is left waits for the next. */
  private static final int SWEPT_AT_ONCE = 50;

  /**
   * What was to erase a class runs seconds after it was removed; for so long it has to find out
   * that the class was made again.
   */
  private static final Duration CLASS_REMEMBERED_MIN = Duration.ofDays(1);

  private final ImportTools tools;
  private final BinTable table;
  private final BinLedger ledger;
  private final Duration keep;

  /**
   * @param keep how long; zero removes everything for good at once
   */
  public Bin(ImportTools tools, BinTable table, BinLedger ledger, Duration keep) {
    this.tools = tools;
    this.table = table;
    this.ledger = ledger;
    this.keep = keep;
  }

  public Duration keep() {
    return keep;
  }

  /** Removes an image, ready or refused; nothing if it is gone. Only a ready one is kept. */
  public void remove(DatasetImage image, AccountId by, boolean forever) {
    Optional<List<DatasetClass>> classes = tools.owner().classes(image.model());
    if (classes.isEmpty()) {
      return;
    }
    boolean kept = !forever && !keep.isZero() && image.state() instanceof DatasetImage.Ready;
    boolean changed =
        kept
            ? ledger.remove(
                    image.model(),
                    List.of(image.id()),
                    classes.get(),
                    new Remover(by, now()),
                    UuidV7.next())
                > 0
            : tools.ledger().remove(image.model(), image.id(), UuidV7.next(), now());
    if (changed) {
      boolean _ = tools.relay().trySend(image.model());
    }
  }

  /**
   * Removes the images of a class that the model is about to remove; what it had in the bin stays
   * there, unless it is forever.
   */
  public void removeClass(ModelId model, DatasetClass removed, AccountId by, boolean forever) {
    if (forever || keep.isZero()) {
      ledger.forget(model, removed.id());
      delete(model, new BinChoice.OfClass(removed.id()));
      return;
    }
    Remover remover = new Remover(by, now());
    ledger.remember(model, removed, remover);
    for (List<ImageId> some = ledger.imagesOf(model, removed.id(), AT_ONCE);
        !some.isEmpty();
        some = ledger.imagesOf(model, removed.id(), AT_ONCE)) {
      int _ = ledger.remove(model, some, List.of(removed), remover, UuidV7.next());
      boolean _ = tools.relay().trySend(model);
    }
  }

  /** Puts pictures back into their class, which is made again if it is gone. */
  public Restoration restore(ModelId model, BinChoice choice, AccountId by) {
    Optional<List<DatasetClass>> classes = tools.owner().classes(model);
    if (classes.isEmpty()) {
      return new Restoration.ModelGone();
    }
    List<DatasetClass> wanted = table.classes(model, choice);
    if (wanted.isEmpty() && choice instanceof BinChoice.OfClass(var classId)) {
      return classes.get().stream().anyMatch(each -> each.id().equals(classId))
          ? new Restoration.Done(0, 0)
          : new Restoration.NoSuchClass();
    }
    Set<ClassId> there = classes.get().stream().map(DatasetClass::id).collect(Collectors.toSet());
    Map<ClassId, ClassId> homes = new HashMap<>();
    for (DatasetClass each : wanted) {
      if (there.contains(each.id())) {
        homes.put(each.id(), each.id());
      } else {
        switch (again(model, each, by)) {
          case Returning.Returned(var home) -> homes.put(each.id(), home);
          case Returning.TooManyClasses(var limit) -> {
            return new Restoration.TooManyClasses(limit);
          }
          case Returning.ModelGone() -> {
            return new Restoration.ModelGone();
          }
        }
      }
    }
    return restore(model, choice, homes);
  }

  /**
   * What is left of the class is settled and erased first, so that nothing counts twice, and what
   * comes back later is not taken for it.
   */
  private Returning again(ModelId model, DatasetClass removed, AccountId by) {
    if (!tools.relay().send(model)) {
      return new Returning.ModelGone();
    }
    tools.ledger().removeClass(model, removed.id());
    Remover remover = new Remover(by, now());
    ledger.restored(model, removed, true, remover);
    Returning returning = tools.owner().restore(model, removed);
    if (!returning.equals(new Returning.Returned(removed.id()))) {
      ledger.restored(model, removed, false, remover);
    }
    return returning;
  }

  private Restoration restore(ModelId model, BinChoice choice, Map<ClassId, ClassId> homes) {
    Restoration.Done done = new Restoration.Done(0, 0);
    for (List<Long> some = table.numbers(model, choice, 0, AT_ONCE);
        !some.isEmpty();
        some = table.numbers(model, choice, some.getLast(), AT_ONCE)) {
      done = done.plus(ledger.restore(model, some, homes, UuidV7.next(), now()));
      if (!tools.relay().trySend(model)) {
        return new Restoration.ModelGone();
      }
    }
    return done;
  }

  /** Deletes pictures for good. */
  public void delete(ModelId model, BinChoice choice) {
    all(() -> ledger.delete(model, choice, AT_ONCE), Integer.MAX_VALUE);
  }

  /** Deletes what was kept long enough; returns how many pictures, of as many as one sweep may. */
  public int sweep() {
    int deleted = all(() -> ledger.deleteOlder(now().minus(keep), AT_ONCE), SWEPT_AT_ONCE);
    Duration remembered = keep.compareTo(CLASS_REMEMBERED_MIN) > 0 ? keep : CLASS_REMEMBERED_MIN;
    ledger.forgetOlder(now().minus(remembered));
    return deleted;
  }

  private static int all(IntSupplier batch, int batchesMax) {
    int all = 0;
    for (int batches = 0; batches < batchesMax; batches++) {
      int some = batch.getAsInt();
      all += some;
      if (some < AT_ONCE) {
        break;
      }
    }
    return all;
  }

  private Instant now() {
    return tools.clock().instant();
  }
}
