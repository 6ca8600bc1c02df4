package sorrel.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.BinQuery;
import sorrel.dataset.domain.BinnedImage;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.domain.ImageQuery;
import sorrel.dataset.domain.PackSlice;
import sorrel.dataset.domain.PictureRoom;
import sorrel.dataset.domain.Restoration;
import sorrel.dataset.domain.StoredImage;
import sorrel.dataset.store.BinLedger;
import sorrel.dataset.store.BinTable;
import sorrel.dataset.store.ChangeTable;
import sorrel.dataset.store.CodeTable;
import sorrel.dataset.store.DatasetLedger;
import sorrel.dataset.store.DatasetSizes;
import sorrel.dataset.store.ImageBytes;
import sorrel.dataset.store.ImageMoves;
import sorrel.dataset.store.ImageTable;
import sorrel.dataset.store.ImportClaims;
import sorrel.dataset.store.ImportTable;
import sorrel.dataset.store.KinTable;
import sorrel.dataset.store.ModelBlobs;
import sorrel.dataset.store.PackLeavings;
import sorrel.dataset.store.PackRows;
import sorrel.dataset.worker.Bin;
import sorrel.dataset.worker.ChangeRelay;
import sorrel.dataset.worker.Erasure;
import sorrel.dataset.worker.ImportOptions;
import sorrel.dataset.worker.ImportStep;
import sorrel.dataset.worker.ImportTasks;
import sorrel.dataset.worker.ImportTools;
import sorrel.dataset.worker.Importer;
import sorrel.dataset.worker.InputSuggestion;
import sorrel.dataset.worker.PackUpkeep;
import sorrel.dataset.worker.PictureThreads;
import sorrel.dataset.worker.Reception;
import sorrel.dataset.worker.SingleImages;
import sorrel.dataset.worker.TaskStates;
import sorrel.dataset.worker.Thumbnails;
import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.persistence.Database;

/** All that another context may do with datasets. Every call blocks unless it says otherwise. */
public final class Datasets implements AutoCloseable {
  /** Pixels of the longer side of a thumbnail at most. */
  public static final int THUMBNAIL_SIDE_MAX = Thumbnails.SIDE_MAX;

  private final PictureThreads threads;
  private final ImageTable images;
  private final DatasetLedger ledger;
  private final ModelBlobs blobs;
  private final Importer importer;
  private final Reception reception;
  private final SingleImages singles;
  private final Thumbnails thumbnails;
  private final InputSuggestion suggestion;
  private final Erasure erasure;
  private final PictureRoom room;
  private final DatasetSizes sizes;
  private final BinTable binTable;
  private final Bin bin;
  private final PackUpkeep packs;

  /**
   * What datasets need of others.
   *
   * @param owner the models
   * @param room how many pictures accounts may have; imports stop there
   * @param tasks where people see how imports get on
   * @param json writes results, problems and statistics
   * @param observer is told of every step of an import
   */
  public record Surroundings(
      Database database,
      BlobSpaces blobs,
      DatasetOwner owner,
      PictureRoom room,
      ImportTasks tasks,
      ObjectMapper json,
      ImportOptions options,
      InstantSource clock,
      ImportStep.Observer observer) {}

  public Datasets(Surroundings around) {
    room = around.room();
    threads = new PictureThreads(around.options().threads());
    images = new ImageTable(around.database().jdbi());
    ledger = new DatasetLedger(around.database().jdbi());
    blobs = new ModelBlobs(around.blobs());
    ImportTools tools =
        new ImportTools(
            new ImportTable(around.database().jdbi()),
            images,
            new DatasetSizes(around.database().jdbi()),
            new KinTable(around.database().jdbi()),
            new CodeTable(around.database().jdbi()),
            ledger,
            new ImageMoves(around.database().jdbi()),
            blobs,
            around.owner(),
            room,
            new ChangeRelay(new ChangeTable(around.database().jdbi()), ledger, around.owner()),
            around.tasks(),
            new TaskStates(around.json()),
            around.options(),
            around.clock(),
            around.observer());
    importer = new Importer(tools, new ImportClaims(around.database().dataSource()), threads);
    reception = new Reception(tools);
    singles = new SingleImages(tools, threads);
    thumbnails = new Thumbnails(around.options().picture(), threads);
    suggestion = new InputSuggestion(images, blobs, around.options().picture());
    erasure = new Erasure(tools, importer);
    sizes = tools.sizes();
    binTable = new BinTable(around.database().jdbi());
    bin =
        new Bin(
            tools, binTable, new BinLedger(around.database().jdbi()), around.options().binKeep());
    packs =
        new PackUpkeep(
            new PackLeavings(around.database().jdbi()),
            new PackRows(around.database().jdbi()),
            blobs,
            around.clock());
  }

  /** Begins to work on imports, first of all on those that an earlier process left unfinished. */
  public void start() {
    importer.start();
  }

  /** Whether there is room on the disk for a zip of so many bytes and for its pictures. */
  public boolean hasRoom(long bytes) {
    return reception.hasRoom(bytes);
  }

  /** A file to receive a model's zip into, for {@link #receive}. */
  public Path uploadFile(ModelId model) throws IOException {
    return reception.file(model);
  }

  /** Takes a zip on for import; the file is gone afterwards. */
  public Reception.Received receive(AccountId account, ModelId model, Path file)
      throws IOException {
    Reception.Received received = reception.receive(account, model, file);
    importer.wake();
    return received;
  }

  /**
   * Adds a picture to a class that the model has, whether there is {@link #room} or not.
   *
   * @param split that of its kin, or by content, if it is empty
   */
  public AddedImage add(
      ModelId model, ClassId classId, Optional<Split> split, Optional<String> name, byte[] file)
      throws IOException {
    return singles.add(model, classId, ImageId.next(), split, name, file);
  }

  /**
   * Adds a picture to a class that the model has, under an id of the caller's, split by content.
   * May be repeated: it is then known under that id.
   */
  public AddedImage add(ModelId model, ClassId classId, ImageId id, String name, byte[] file)
      throws IOException {
    return singles.add(model, classId, id, Optional.empty(), Optional.of(name), file);
  }

  /**
   * Moves an image to another class of the model, in its split; nothing if it is gone. An image
   * whose new class goes meanwhile goes with it.
   */
  public void move(ModelId model, ImageId id, ClassId to) {
    singles.move(model, id, to);
  }

  /** Removes an image for good; nothing if it is gone. */
  public void remove(ModelId model, ImageId id) {
    singles.remove(model, id);
  }

  /**
   * Removes an image; nothing if it is gone. It is in the bin then, unless it is forever or was
   * refused.
   */
  public void remove(DatasetImage image, AccountId by, boolean forever) {
    bin.remove(image, by, forever);
  }

  /**
   * Removes the images of a class that the model is about to remove, into the bin or forever; may
   * be repeated. To be called before the model forgets the class.
   */
  public void removeClass(
      ModelId model, ClassId classId, String label, AccountId by, boolean forever) {
    bin.removeClass(model, new DatasetClass(classId, label), by, forever);
  }

  /** How long removed pictures are kept; zero if they are not. */
  public Duration binKeep() {
    return bin.keep();
  }

  /** How much a model has in its dataset and in its bin. */
  public DatasetSize size(ModelId model) {
    return sizes.of(Set.of(model)).getOrDefault(model, DatasetSize.EMPTY);
  }

  /** Removed pictures, those removed last first. */
  public Page<BinnedImage> bin(BinQuery query) {
    return binTable.list(query);
  }

  /** A removed picture. */
  public Optional<BinnedImage> binned(ModelId model, ImageId id) {
    return binTable.find(model, id);
  }

  /** Puts removed pictures back into their class, which is made again if it is gone. */
  public Restoration restore(ModelId model, BinChoice choice, AccountId by) {
    return bin.restore(model, choice, by);
  }

  /** Deletes removed pictures for good. Their rows go at once, their bytes within two days. */
  public void delete(ModelId model, BinChoice choice) {
    bin.delete(model, choice);
  }

  /**
   * Deletes what was in the bins long enough, and the bytes of what is gone for good; returns how
   * many pictures left the bins. To be called from time to time, on any node.
   */
  public int sweep() {
    int deleted = bin.sweep();
    packs.sweep();
    return deleted;
  }

  public Optional<DatasetImage> find(ImageId id) {
    return images.find(id);
  }

  /** Images newest first, refused ones too. */
  public Page<DatasetImage> list(ImageQuery query) {
    return images.list(query);
  }

  /**
   * Hands over every ready image that was added at a time or before, in an order that stays the
   * same: that in which they were added. Reads some thousands at a time, whatever the consumer
   * takes.
   */
  public void forEach(ModelId model, Instant until, Consumer<StoredImage> consumer) {
    images.forEach(model, until, consumer);
  }

  /** So many of the images that {@link #forEach} hands over, from after one or from the first. */
  public List<StoredImage> following(
      ModelId model, Instant until, Optional<ImageId> after, int limit) {
    return images.following(model, until, after, limit);
  }

  /** Those of some images that {@link #forEach} hands over, in no order. */
  public List<StoredImage> some(ModelId model, Instant until, List<ImageId> ids) {
    return images.some(model, until, ids);
  }

  /** How many images {@link #forEach} hands over of each class. */
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    return images.counts(model, until);
  }

  /** How many images {@link #forEach} hands over. */
  public int count(ModelId model, Instant until) {
    return counts(model, until).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many bytes of pictures an account has in all its datasets, and how many it may have. */
  public Allowance room(AccountId account) {
    return room.of(account);
  }

  /** Up to so many ready images, spread over all of the model's; the same ones each time. */
  public List<StoredImage> sample(ModelId model, int limit) {
    return images.sample(model, limit);
  }

  /** The ready images that have these contents, by content; blocking. */
  public Map<Sha256, ImageId> byContent(ModelId model, List<Sha256> contents) {
    return images.byContent(model, contents);
  }

  /** Reads the bytes of a model's images; to be closed. Does not block by itself. */
  public ImageBytes bytes(ModelId model) {
    return new ImageBytes(blobs.of(model));
  }

  /** The bytes of one image's file, without the pack around them; blocking. */
  public byte[] file(ModelId model, PackSlice slice) {
    try {
      return blobs.of(model).range(slice.pack(), slice.offset(), slice.length());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A small JPEG of a picture's file, at most so many pixels long; empty if it is unreadable. */
  public Optional<byte[]> thumbnail(byte[] file, int side) {
    return thumbnails.of(file, side);
  }

  /** The input that suits a model's pictures, from a sample of them; empty without pictures. */
  public Optional<ImagePipeline> suggestInput(ModelId model) {
    return suggestion.of(model);
  }

  /**
   * Removes for good what is left of a class that the model has forgotten; may be repeated. Nothing
   * if the class was made again since.
   */
  public void eraseClass(ModelId model, ClassId classId) {
    ledger.removeClass(model, classId);
  }

  /**
   * Removes all rows, packs and zips of a model that was deleted, and ends its imports as
   * cancelled; may be repeated.
   */
  public void erase(ModelId model) {
    erasure.erase(model);
  }

  /** Stops imports after some pictures; they go on at the next start. */
  @Override
  public void close() {
    importer.close();
    threads.close();
  }
}
