package sorrel.platform.blobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A folder with a folder for each blob store. */
public final class FolderBlobSpaces implements BlobSpaces {
  private final Path folder;
  private final ConcurrentMap<String, BlobStore> open = new ConcurrentHashMap<>();

  /**
   * @param folder made if need be
   */
  public FolderBlobSpaces(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  @Override
  public BlobStore of(String name) throws IOException {
    try {
      return open.computeIfAbsent(name, this::openStore);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private BlobStore openStore(String name) {
    try {
      return FolderBlobStore.open(path(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void deleteAll(String name) throws IOException {
    open.remove(name);
    delete(path(name));
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          delete(child);
        }
      } catch (NoSuchFileException gone) {
        return;
      }
    }
    Files.deleteIfExists(path);
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() {
    // Folders do nothing by themselves.
  }

  private Path path(String name) {
    return folder.resolve(BlobName.ofStore(name));
  }
}
