package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sorrel.kernel.FileTrees;
import sorrel.kernel.Sha256;

/**
 * Copies of blobs on this machine's disk, in a folder that only this process uses. Each is fetched
 * once, however many threads ask for it, and held against its hash. Where they are more bytes than
 * allowed, those leave that were not used for the longest time, but for those that somebody is
 * about to open. Safe for several threads.
 */
final class LocalCopies {
  /** From being given a file to having it open, which is the next thing done. */
  private static final Duration OPENED_AT_ONCE = Duration.ofSeconds(10);

  private static final Duration OPENED_LATER = Duration.ofMinutes(BlobStore.OPENED_WITHIN_MINUTES);

  /** Brings a blob. */
  interface Source {
    /** Writes all bytes into an empty file. */
    void fetch(Path file) throws IOException;
  }

  private record Key(String store, Sha256 address) {}

  /**
   * A file.
   *
   * @param checked whether its bytes were held against its hash since the process began
   * @param until it stays at least so long
   */
  private record Copy(long bytes, boolean checked, Instant until) {}

  private final Path folder;
  private final TemporaryFiles temporary;
  private final long bytesMax;
  private final InstantSource clock;

  /** The least recently used first. */
  private final LinkedHashMap<Key, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private final SharedWork<Key> coming = new SharedWork<>();
  private long bytes;

  private LocalCopies(Path folder, TemporaryFiles temporary, long bytesMax, InstantSource clock) {
    this.folder = folder;
    this.temporary = temporary;
    this.bytesMax = bytesMax;
    this.clock = clock;
  }

  /** Opens a folder with the copies that an earlier process left in it. */
  static LocalCopies open(Path folder, long bytesMax, InstantSource clock) throws IOException {
    TemporaryFiles temporary = TemporaryFiles.in(folder);
    LocalCopies copies = new LocalCopies(folder, temporary, bytesMax, clock);
    copies.take(LeftCopy.in(folder));
    return copies;
  }

  private synchronized void take(List<LeftCopy> left) throws IOException {
    for (LeftCopy each : left) {
      copies.put(
          new Key(each.store(), each.address()), new Copy(each.bytes(), false, Instant.EPOCH));
      bytes += each.bytes();
    }
    shrink();
  }

  /** Files that can become copies without being copied. */
  TemporaryFiles temporary() {
    return temporary;
  }

  /** A file with a blob's bytes, to be opened within {@link BlobStore#OPENED_WITHIN_MINUTES}. */
  Path file(String store, Sha256 address, Source source) throws IOException {
    Key key = new Key(store, address);
    bring(key, source, OPENED_LATER);
    return path(key);
  }

  /** A blob, open. */
  FileChannel channel(String store, Sha256 address, Source source) throws IOException {
    Key key = new Key(store, address);
    bring(key, source, OPENED_AT_ONCE);
    return open(path(key), address);
  }

  /** A blob, open; empty if it is not on this machine. */
  Optional<FileChannel> present(String store, Sha256 address) throws IOException {
    Key key = new Key(store, address);
    return use(key, OPENED_AT_ONCE) ? Optional.of(open(path(key), address)) : Optional.empty();
  }

  /** Takes a file in whose bytes have this hash; it is gone afterwards. */
  void keep(String store, Sha256 address, Path file) throws IOException {
    Key key = new Key(store, address);
    if (use(key, OPENED_AT_ONCE)) {
      Files.deleteIfExists(file);
    } else {
      name(key, file, OPENED_AT_ONCE);
    }
  }

  synchronized void remove(String store, Sha256 address) throws IOException {
    leave(new Key(store, address));
  }

  /** Removes all copies of a store. */
  synchronized void removeAll(String store) {
    for (Key key : List.copyOf(copies.keySet())) {
      if (key.store().equals(store)) {
        bytes -= copies.remove(key).bytes();
      }
    }
    FileTrees.delete(folder.resolve(store));
  }

  /** The stores of which there are copies. */
  synchronized Set<String> stores() {
    return copies.keySet().stream().map(Key::store).collect(Collectors.toSet());
  }

  /** Bytes of all copies. */
  synchronized long bytes() {
    return bytes;
  }

  /** Lets copies leave until they are few enough, or are all about to be opened. */
  synchronized void shrink() throws IOException {
    Instant now = clock.instant();
    List<Key> leaving = new ArrayList<>();
    long left = bytes;
    Iterator<Map.Entry<Key, Copy>> eldest = copies.entrySet().iterator();
    while (left > bytesMax && eldest.hasNext()) {
      Map.Entry<Key, Copy> each = eldest.next();
      if (!each.getValue().until().isAfter(now)) {
        leaving.add(each.getKey());
        left -= each.getValue().bytes();
      }
    }
    for (Key key : leaving) {
      leave(key);
    }
  }

  private void leave(Key key) throws IOException {
    Copy copy = copies.remove(key);
    if (copy != null) {
      bytes -= copy.bytes();
    }
    Files.deleteIfExists(path(key));
  }

  /** Makes sure that a copy is there and stays for a while. */
  private void bring(Key key, Source source, Duration stay) throws IOException {
    while (!use(key, stay)) {
      coming.run(
          key,
          () -> {
            // Another thread may have been done between the look and here.
            if (!use(key, stay) && !stillGood(key)) {
              fetch(key, source, stay);
            }
          });
    }
  }

  private static FileChannel open(Path path, Sha256 address) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException deleted) {
      throw new BlobMissingException(address);
    }
  }

  private void fetch(Key key, Source source, Duration stay) throws IOException {
    Path file = temporary.create();
    try {
      source.fetch(file);
      Sha256 came = TemporaryFiles.hash(file);
      if (!came.equals(key.address())) {
        throw new IOException(
            "the bytes under the name of blob %s are those of %s".formatted(key.address(), came));
      }
      name(key, file, stay);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private synchronized void name(Key key, Path file, Duration stay) throws IOException {
    long size = Files.size(file);
    Path path = path(key);
    Files.createDirectories(path.getParent());
    Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
    Copy before = copies.put(key, new Copy(size, true, clock.instant().plus(stay)));
    bytes += size - (before == null ? 0 : before.bytes());
    shrink();
  }

  /** Looks for a checked copy, and keeps it for a while if there is one. */
  private synchronized boolean use(Key key, Duration stay) throws IOException {
    Copy copy = copies.get(key);
    if (copy == null || !copy.checked()) {
      return false;
    }
    if (!Files.exists(path(key))) {
      leave(key);
      return false;
    }
    Instant until = clock.instant().plus(stay);
    copies.put(
        key, new Copy(copy.bytes(), true, until.isAfter(copy.until()) ? until : copy.until()));
    return true;
  }

  /** Checks what an earlier process left: a power cut can take bytes of a file that has a name. */
  private boolean stillGood(Key key) throws IOException {
    Path path = path(key);
    if (!Files.exists(path)) {
      return false;
    }
    boolean good = TemporaryFiles.hash(path).equals(key.address());
    synchronized (this) {
      if (!good) {
        leave(key);
      } else if (copies.containsKey(key)) {
        copies.put(key, new Copy(Files.size(path), true, clock.instant().plus(OPENED_AT_ONCE)));
      }
      return good && copies.containsKey(key);
    }
  }

  private Path path(Key key) {
    return folder.resolve(key.store()).resolve(BlobName.of(key.address()));
  }
}
