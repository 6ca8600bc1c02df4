package sorrel.backbone.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.Description;
import sorrel.kernel.FileTrees;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkFiles;

/**
 * Registered networks, each in a folder of its name with its manifest. Another process may add and
 * remove some meanwhile: every call looks anew, and a folder is there wholly or not at all.
 */
public final class BackboneFolder implements BackboneStore {
  private static final String MANIFEST = "backbone.json";

  /** A manifest has two texts of some thousand letters at most. */
  private static final long MANIFEST_BYTES_MAX = 1 << 18;

  private final Path folder;
  private final ObjectMapper mapper;

  /** Keeps them in a folder, which is made when the first one is added. */
  public BackboneFolder(Path folder, ObjectMapper mapper) {
    this.folder = folder;
    this.mapper = mapper;
  }

  @Override
  public List<Backbone> list(Unreadable unreadable) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Backbone> found = new ArrayList<>();
    try (Stream<Path> homes = Files.list(folder)) {
      homes
          .filter(home -> Description.isName(home.getFileName().toString()))
          .sorted()
          .limit(BACKBONES_MAX)
          .forEach(home -> read(home, unreadable).ifPresent(found::add));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    found.sort(Comparator.comparing(Backbone::name));
    return found;
  }

  private Optional<Backbone> read(Path home, Unreadable unreadable) {
    Path manifest = home.resolve(MANIFEST);
    try {
      if (Files.size(manifest) > MANIFEST_BYTES_MAX) {
        unreadable.because(home.toString(), "its manifest is too long");
        return Optional.empty();
      }
      Backbone backbone = mapper.readValue(Files.readAllBytes(manifest), Backbone.class);
      if (!home.getFileName().toString().equals(backbone.name())
          || files(backbone).findAny().isEmpty()
          || !files(backbone).allMatch(file -> Files.isRegularFile(home.resolve(file)))) {
        unreadable.because(
            home.toString(), "its manifest is of another network, or the network is not there");
        return Optional.empty();
      }
      return Optional.of(backbone);
    } catch (JacksonException malformed) {
      unreadable.because(home.toString(), "its manifest is not what was written");
    } catch (IOException gone) {
      unreadable.because(home.toString(), "it has no manifest that can be read");
    }
    return Optional.empty();
  }

  private static Stream<String> files(Backbone backbone) {
    return Stream.concat(
        backbone.network().stream().map(_ -> NetworkFiles.SAVED_MODEL),
        backbone.onnx().stream().map(_ -> NetworkFiles.ONNX));
  }

  @Override
  public InputStream open(Backbone backbone, Sha256 file) throws IOException {
    String name =
        backbone.network().filter(file::equals).isPresent()
            ? NetworkFiles.SAVED_MODEL
            : NetworkFiles.ONNX;
    return Files.newInputStream(folder.resolve(backbone.name()).resolve(name));
  }

  @Override
  public Backbone add(String name, Filling filling) {
    Path home = folder.resolve(name);
    Path unfinished = folder.resolve(".adding-" + UUID.randomUUID());
    try {
      checkRoom(name, home);
      Files.createDirectories(unfinished);
      Backbone backbone = filling.into(unfinished);
      Files.write(
          unfinished.resolve(MANIFEST),
          mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(backbone));
      checkRoom(name, home);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      return backbone;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      FileTrees.delete(unfinished);
    }
  }

  private void checkRoom(String name, Path home) throws IOException {
    if (Files.exists(home)) {
      throw BackboneStore.taken(name);
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> homes = Files.list(folder)) {
        if (homes.filter(each -> Description.isName(each.getFileName().toString())).count()
            >= BACKBONES_MAX) {
          throw BackboneStore.full();
        }
      }
    }
  }

  @Override
  public boolean remove(String name) {
    Path home = folder.resolve(name);
    if (!Description.isName(name) || !Files.isDirectory(home)) {
      return false;
    }
    Path leaving = folder.resolve(".removing-" + UUID.randomUUID());
    try {
      Files.move(home, leaving, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    FileTrees.delete(leaving);
    return true;
  }
}
