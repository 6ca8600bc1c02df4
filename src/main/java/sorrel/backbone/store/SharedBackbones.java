package sorrel.backbone.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.kernel.FileTrees;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkFiles;
import sorrel.platform.blobs.BlobStore;

/** Registered networks that all nodes see: a row for each, and its files among the blobs. */
public final class SharedBackbones implements BackboneStore {
  /** What their store of blobs is called. */
  public static final String SPACE = "backbones";

  private static final long FILE_BYTES_MAX = 1L << 31;

  private final Jdbi jdbi;
  private final BlobStore blobs;
  private final Path scratch;
  private final ObjectMapper mapper;

  /**
   * Keeps them in a database and blobs.
   *
   * @param scratch a folder of this process for networks that are being added
   * @param mapper reads rows, also those that a newer build has written
   */
  public SharedBackbones(Jdbi jdbi, BlobStore blobs, Path scratch, ObjectMapper mapper) {
    this.jdbi = jdbi;
    this.blobs = blobs;
    this.scratch = scratch;
    this.mapper = mapper;
  }

  private record Row(String name, String description) {}

  @Override
  public List<Backbone> list(Unreadable unreadable) {
    return jdbi.withHandle(SharedBackbones::rows).stream()
        .flatMap(row -> read(row, unreadable).stream())
        .toList();
  }

  private static List<Row> rows(Handle handle) {
    return handle
        .createQuery(
            "select name, description::text from backbones order by name collate \"C\" limit :max")
        .bind("max", BACKBONES_MAX)
        .map((row, _) -> new Row(row.getString(1), row.getString(2)))
        .list();
  }

  private Optional<Backbone> read(Row row, Unreadable unreadable) {
    try {
      return Optional.of(mapper.readValue(row.description(), Backbone.class));
    } catch (JsonProcessingException malformed) {
      unreadable.because(row.name(), "its description is not what was written");
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(Backbone backbone, Sha256 file) throws IOException {
    return blobs.open(file);
  }

  @Override
  public Backbone add(String name, Filling filling) {
    jdbi.useHandle(handle -> checkRoom(handle, name));
    try {
      Files.createDirectories(scratch);
      Path unfinished = Files.createTempDirectory(scratch, "adding-");
      try {
        Backbone backbone = filling.into(unfinished);
        jdbi.useTransaction(handle -> insert(handle, backbone, unfinished));
        return backbone;
      } finally {
        FileTrees.delete(unfinished);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Files are blobs before the row that names them is committed. */
  private void insert(Handle handle, Backbone backbone, Path files) throws IOException {
    lock(handle);
    checkRoom(handle, backbone.name());
    for (Sha256 stored : stored(files)) {
      if (hashes(backbone).noneMatch(stored::equals)) {
        throw new BackboneException("Its files are not those that its description names.");
      }
    }
    handle.execute(
        "insert into backbones (name, description) values (?, cast(? as jsonb))",
        backbone.name(),
        mapper.writeValueAsString(backbone));
  }

  private List<Sha256> stored(Path files) throws IOException {
    List<Sha256> stored = new ArrayList<>();
    for (String name : List.of(NetworkFiles.SAVED_MODEL, NetworkFiles.ONNX)) {
      Path file = files.resolve(name);
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          stored.add(blobs.put(in, FILE_BYTES_MAX));
        }
      }
    }
    return stored;
  }

  /** Who adds or removes is alone; who reads is not kept waiting. */
  private static void lock(Handle handle) {
    handle.execute("lock table backbones in exclusive mode");
  }

  private static void checkRoom(Handle handle, String name) {
    List<String> names =
        handle.createQuery("select name from backbones").mapTo(String.class).list();
    if (names.contains(name)) {
      throw BackboneStore.taken(name);
    }
    if (names.size() >= BACKBONES_MAX) {
      throw BackboneStore.full();
    }
  }

  @Override
  public boolean remove(String name) {
    try {
      return jdbi.inTransaction(handle -> remove(handle, name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean remove(Handle handle, String name) throws IOException {
    lock(handle);
    Optional<Row> row = rows(handle).stream().filter(each -> each.name().equals(name)).findFirst();
    if (row.isEmpty()) {
      return false;
    }
    handle.execute("delete from backbones where name = ?", name);
    List<Sha256> kept =
        rows(handle).stream()
            .flatMap(each -> read(each, (_, _) -> {}).stream())
            .flatMap(SharedBackbones::hashes)
            .toList();
    Optional<Backbone> removed = read(row.get(), (_, _) -> {});
    for (Sha256 file : removed.stream().flatMap(SharedBackbones::hashes).toList()) {
      if (!kept.contains(file)) {
        blobs.delete(file);
      }
    }
    return true;
  }

  private static Stream<Sha256> hashes(Backbone backbone) {
    return Stream.concat(backbone.network().stream(), backbone.onnx().stream());
  }
}
