package sorrel.dataset.worker;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.DatasetImage.Refused;
import sorrel.dataset.domain.FileName;
import sorrel.dataset.domain.ImportBatch;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.domain.ImportTally;
import sorrel.dataset.domain.Look;
import sorrel.dataset.domain.NewImage;
import sorrel.dataset.domain.PackSlice;
import sorrel.dataset.domain.Side;
import sorrel.dataset.store.PackWriter;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.Sha256;
import sorrel.kernel.UuidV7;

/** Gathers entries that were looked at until they are enough for a batch; for one thread. */
final class BatchBuilder implements AutoCloseable {
  /** A picture of the batch, whose pack has no address yet. */
  private record Waiting(
      String name, Function<Sha256, DatasetImage.State> state, Optional<Look> look) {}

  private final ImportRow row;
  private final ImportClasses classes;
  private final KinIndex kin;
  private final PackWriter pack;
  private final int from;
  private final long bytesMax;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Sha256, ClassId> pictures = new HashMap<>();
  private ImportTally tally = ImportTally.NONE;
  private int to;

  /**
   * Begins at an entry.
   *
   * @param bytesMax of pictures; what the account has room for
   */
  BatchBuilder(
      ImportRow row,
      ImportClasses classes,
      KinIndex kin,
      PackWriter pack,
      int from,
      long bytesMax) {
    this.row = row;
    this.classes = classes;
    this.kin = kin;
    this.pack = pack;
    this.from = from;
    this.to = from;
    this.bytesMax = bytesMax;
  }

  /**
   * Adds a chunk, or its entries up to one that there is no room for, and says whether all were
   * added.
   *
   * @param known classes of its pictures that the model, or a batch before, has already
   */
  boolean add(ExaminedChunk chunk, Map<Sha256, ClassId> known) throws IOException {
    to = chunk.from();
    for (Examined entry : chunk.entries()) {
      switch (entry) {
        case Examined.LeftOut _ -> tally = tally.plus(new ImportTally(1, 0, 0));
        case Examined.Unusable unusable ->
            refuse(
                unusable.path(),
                unusable.label().flatMap(classes::id),
                unusable.reason(),
                unusable.sentence());
        case Examined.Usable usable -> {
          if (!add(usable, known)) {
            return false;
          }
        }
      }
      to++;
    }
    return true;
  }

  private boolean add(Examined.Usable usable, Map<Sha256, ClassId> known) throws IOException {
    Optional<ClassId> classId = classes.id(usable.label());
    if (classId.isEmpty()) {
      // The class was removed while its pictures arrived.
      tally = tally.plus(new ImportTally(1, 0, 0));
      return true;
    }
    ClassId there = known.getOrDefault(usable.sha256(), pictures.get(usable.sha256()));
    if (there == null) {
      if (usable.file().length > bytesMax - pack.length()) {
        return false;
      }
      keep(usable, classId.get());
    } else if (there.equals(classId.get())) {
      tally = tally.plus(new ImportTally(0, 1, 0));
    } else {
      refuse(
          usable.path(),
          classId,
          "in-another-class",
          "The same picture is already in the class \"%s\". Remove it there, or leave it out here."
              .formatted(classes.label(there)));
    }
    return true;
  }

  private void keep(Examined.Usable usable, ClassId classId) throws IOException {
    long offset = pack.append(usable.file());
    pictures.put(usable.sha256(), classId);
    int length = usable.file().length;
    Side side = kin.settle(usable.sha256(), usable.split(), usable.print());
    waiting.add(
        new Waiting(
            FileName.last(usable.path()),
            address ->
                new Ready(
                    classId,
                    side.split(),
                    usable.sha256(),
                    side.kin(),
                    new PackSlice(address, offset, length),
                    usable.format(),
                    usable.width(),
                    usable.height()),
            usable.print().map(Looks::of)));
  }

  private void refuse(String path, Optional<ClassId> classId, String reason, String sentence) {
    tally = tally.plus(new ImportTally(0, 0, 1));
    Refused refused = new Refused(classId, reason, sentence);
    waiting.add(new Waiting(FileName.clean(path), _ -> refused, Optional.empty()));
  }

  /** The classes of the pictures of this batch, by their content. */
  Map<Sha256, ClassId> pictures() {
    return pictures;
  }

  int size() {
    return waiting.size();
  }

  long bytes() {
    return pack.length();
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Stores the pack, if there is anything in it, and makes the batch. */
  ImportBatch store(String statistics, Instant now) throws IOException {
    Sha256 address = pack.length() == 0 ? Sha256.of(new byte[0]) : pack.store();
    // Ids of one millisecond are in no order; the images' order is that of the archive.
    List<UUID> ids = waiting.stream().map(_ -> UuidV7.next()).sorted().toList();
    List<NewImage> images = new ArrayList<>(waiting.size());
    for (int i = 0; i < ids.size(); i++) {
      images.add(
          new NewImage(
              new DatasetImage(
                  new ImageId(ids.get(i)),
                  row.model(),
                  waiting.get(i).name(),
                  Optional.of(row.id()),
                  now,
                  waiting.get(i).state().apply(address)),
              waiting.get(i).look()));
    }
    return new ImportBatch(
        row.id(), row.model(), UuidV7.next(), from, to, images, tally, statistics);
  }

  @Override
  public void close() throws IOException {
    pack.close();
  }
}
