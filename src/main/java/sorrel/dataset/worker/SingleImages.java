package sorrel.dataset.worker;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.FileName;
import sorrel.dataset.domain.NewImage;
import sorrel.dataset.domain.PackSlice;
import sorrel.dataset.domain.Side;
import sorrel.dataset.store.DatasetLedger.AddedOne;
import sorrel.dataset.store.PackWriter;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.kernel.UuidV7;
import sorrel.picture.Fingerprint;
import sorrel.picture.Picture;
import sorrel.picture.PictureReader;
import sorrel.picture.Reading;

/** Adds, moves and removes one picture at a time. */
public final class SingleImages {
  /** Only whether it can be read matters; thinned out, a large picture takes less memory. */
  private static final int SIDE = 64;

  /** Models whose pictures wait for each other, about; far more than connections. */
  private static final int LOCKS = 64;

  private final ImportTools tools;
  private final PictureReader reader;
  private final PictureThreads threads;
  private final KinSearch kin;
  private final Lock[] locks = new Lock[LOCKS];

  public SingleImages(ImportTools tools, PictureThreads threads) {
    this.tools = tools;
    this.threads = threads;
    this.reader = new PictureReader(tools.options().picture());
    this.kin =
        new KinSearch(
            new RecentCodes(tools.codes(), KinIndex.KEPT, RecentCodes.BYTES_MAX), tools.kin());
    Arrays.setAll(locks, _ -> new ReentrantLock());
  }

  /** Adds a picture to a class, in a pack of its own. */
  public AddedImage add(
      ModelId model,
      ClassId classId,
      ImageId id,
      Optional<Split> split,
      Optional<String> name,
      byte[] file)
      throws IOException {
    return switch (threads.run(() -> reader.read(file, SIDE))) {
      case Reading.Unreadable unreadable ->
          new AddedImage.Unreadable(Words.of(unreadable.reason()), unreadable.sentence());
      case Reading.Readable readable -> {
        Sha256 sha256 = Sha256.of(file);
        Optional<Fingerprint> print =
            tools.options().kin() ? Fingerprint.of(readable.picture()) : Optional.empty();
        PackSlice slice = store(model, file);
        Function<Side, NewImage> settled =
            side ->
                new NewImage(
                    image(
                        id,
                        model,
                        name.map(FileName::last).orElse(""),
                        ready(classId, side, sha256, slice, readable.picture())),
                    print.map(Looks::of));
        AddedImage added = add(model, () -> settled.apply(kin.settle(model, sha256, split, print)));
        if (added instanceof AddedImage.Known) {
          tools.blobs().of(model).delete(slice.pack());
        }
        yield added;
      }
    };
  }

  private PackSlice store(ModelId model, byte[] file) throws IOException {
    try (PackWriter pack = PackWriter.open(tools.blobs().of(model))) {
      long offset = pack.append(file);
      return new PackSlice(pack.store(), offset, file.length);
    }
  }

  private static Ready ready(
      ClassId classId, Side side, Sha256 sha256, PackSlice slice, Picture picture) {
    return new Ready(
        classId,
        side.split(),
        sha256,
        side.kin(),
        slice,
        picture.format().name().toLowerCase(Locale.ROOT),
        picture.width(),
        picture.height());
  }

  private DatasetImage image(ImageId id, ModelId model, String name, Ready ready) {
    return new DatasetImage(id, model, name, Optional.empty(), tools.clock().instant(), ready);
  }

  private AddedImage add(ModelId model, Supplier<NewImage> settle) {
    NewImage added;
    AddedOne outcome;
    // Two of a kin that come to this node in the same moment see each other.
    Lock lock = locks[Math.floorMod(model.hashCode(), LOCKS)];
    lock.lock();
    try {
      added = settle.get();
      outcome = tools.ledger().add(added, UuidV7.next(), tools.clock().instant());
    } finally {
      lock.unlock();
    }
    DatasetImage image = added.image();
    switch (outcome) {
      case AddedOne.Known known -> {
        return new AddedImage.Known(known.image());
      }
      case AddedOne.New _ -> {
        // The class, or the model, may have gone meanwhile; then the image went with it.
        boolean lives = tools.relay().trySend(model) && tools.images().find(image.id()).isPresent();
        return lives ? new AddedImage.New(image) : new AddedImage.ClassGone();
      }
    }
  }

  /** Moves an image to another class; nothing if it is gone or there already. */
  public void move(ModelId model, ImageId id, ClassId to) {
    if (tools.moves().move(model, id, to, UuidV7.next(), tools.clock().instant())) {
      boolean _ = tools.relay().trySend(model);
    }
  }

  /** Removes an image for good; nothing if it is gone. Its row goes at once, its bytes later. */
  public void remove(ModelId model, ImageId id) {
    Instant now = tools.clock().instant();
    if (tools.ledger().remove(model, id, UuidV7.next(), now)) {
      boolean _ = tools.relay().trySend(model);
    }
  }
}
