package sorrel.cli.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import sorrel.kernel.Split;

/**
 * An open zip of labelled pictures. What is read of it is read from the file, so it must stay open
 * meanwhile. Safe for use by several threads.
 */
public final class PictureZip implements AutoCloseable {
  /**
   * Four times what a server takes by default; of a larger one the start is enough to refuse it.
   */
  static final int PICTURE_BYTES_MAX = 100_000_000;

  private final ZipFile file;
  private final ZipLayout layout;

  private PictureZip(ZipFile file) {
    this.file = file;
    this.layout = ZipLayout.of(file.stream().map(entry -> entry.getName()).toList());
  }

  /**
   * Opens a zip; empty if the JDK cannot read it, as when its names are in another encoding than
   * UTF-8. A server may still be able to.
   *
   * @throws IOException if the file cannot be read at all
   */
  // Its owner closes it.
  @SuppressWarnings("resource")
  public static Optional<PictureZip> open(Path zip) throws IOException {
    try {
      return Optional.of(new PictureZip(new ZipFile(zip.toFile())));
    } catch (ZipException unreadable) {
      return Optional.empty();
    }
  }

  /** The classes in the order of the server's list. */
  public SortedSet<String> labels() {
    return layout.labels();
  }

  /** All pictures, in an order that is the same each time. */
  public List<TestingPictures.Labelled> all() {
    return labelled(layout.pictures());
  }

  /** Those that the zip keeps for testing, in the same order each time; none if it does not say. */
  public List<TestingPictures.Labelled> testing() {
    return labelled(
        layout.pictures().stream()
            .filter(picture -> picture.split().equals(Optional.of(Split.TESTING)))
            .toList());
  }

  /** The entries that are no folders. */
  Iterator<? extends ZipEntry> files() {
    return file.stream().filter(entry -> !entry.isDirectory()).iterator();
  }

  ZipFile file() {
    return file;
  }

  ZipLayout layout() {
    return layout;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<TestingPictures.Labelled> labelled(List<ZipLayout.Picture> pictures) {
    return pictures.stream()
        .sorted(Comparator.comparing(ZipLayout.Picture::entry))
        .map(picture -> new TestingPictures.Labelled(picture.label(), () -> bytes(picture.entry())))
        .toList();
  }

  private byte[] bytes(String entry) {
    try (InputStream in = file.getInputStream(file.getEntry(entry))) {
      return in.readNBytes(PICTURE_BYTES_MAX);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
