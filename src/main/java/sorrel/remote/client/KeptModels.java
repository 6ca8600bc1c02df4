package sorrel.remote.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sorrel.kernel.ModelFolders;
import sorrel.kernel.ModelId;

/**
 * Keeps what this machine has of models within bounds: where all folders together are larger than
 * allowed, the models leave that were not trained here for the longest time.
 */
public final class KeptModels {
  private final List<Path> folders;
  private final long bytesMax;
  private final Consumer<ModelId> erase;

  /**
   * Looks after some folders, each with a folder for each model.
   *
   * @param erase removes a model's
   */
  public KeptModels(List<Path> folders, long bytesMax, Consumer<ModelId> erase) {
    this.folders = List.copyOf(folders);
    this.bytesMax = bytesMax;
    this.erase = erase;
  }

  /** A job of a model begins; makes room where there is too much. Blocking. */
  public synchronized void used(ModelId model, Set<ModelId> busy, Instant now) {
    for (Path folder : folders) {
      touch(folder.resolve(model.toString()), now);
    }
    Set<ModelId> all = new HashSet<>();
    folders.forEach(folder -> all.addAll(ModelFolders.in(folder)));
    List<ModelId> oldest =
        all.stream()
            .filter(each -> !each.equals(model) && !busy.contains(each))
            .sorted(Comparator.comparing(this::lastUsed))
            .toList();
    long bytes = folders.stream().mapToLong(KeptModels::bytes).sum();
    for (ModelId each : oldest) {
      if (bytes <= bytesMax) {
        return;
      }
      for (Path folder : folders) {
        bytes -= bytes(folder.resolve(each.toString()));
      }
      erase.accept(each);
    }
  }

  private static void touch(Path folder, Instant now) {
    try {
      if (Files.isDirectory(folder)) {
        Files.setLastModifiedTime(folder, FileTime.from(now));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private FileTime lastUsed(ModelId model) {
    return folders.stream()
        .map(folder -> modified(folder.resolve(model.toString())))
        .max(Comparator.naturalOrder())
        .orElse(FileTime.from(Instant.EPOCH));
  }

  private static FileTime modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException gone) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  private static long bytes(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(KeptModels::size).sum();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
