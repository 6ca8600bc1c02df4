package sorrel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import sorrel.backbone.Backbones;
import sorrel.backbone.Rehearsal;
import sorrel.backbone.Takeover;
import sorrel.backbone.engine.NetworkFreezer;
import sorrel.backbone.store.BackboneFolder;
import sorrel.backbone.store.BackboneStore;
import sorrel.backbone.store.SharedBackbones;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.engine.Backend;
import sorrel.network.engine.FasterNetworkLoader;
import sorrel.network.engine.OnnxRuntimeBackend;
import sorrel.network.engine.TensorFlowBackend;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.Blobs;
import sorrel.platform.config.Settings;
import sorrel.platform.persistence.Database;
import sorrel.platform.serialization.Json;
import sorrel.training.engine.NativeLibrary;

/**
 * Where registered networks are: with a database of its own, which other nodes may share, there and
 * among the blobs; else in the data folder, where a command finds them while no database runs.
 */
final class RegisteredNetworks {
  /** A command asks for little. */
  private static final int CONNECTIONS = 2;

  private RegisteredNetworks() {}

  /** Those of a node; what is in its folder from before becomes that of all nodes. */
  static Backbones of(Foundation base) {
    if (base.settings().database().address().isEmpty()) {
      return in(base.data());
    }
    BackboneStore shared = shared(base.database().jdbi(), base.blobs(), base.data());
    base.blocking().execute(() -> Takeover.of(folder(base.data()), shared));
    return backbones(shared);
  }

  /** Those in a data folder. */
  static Backbones in(Path data) {
    return backbones(folder(data));
  }

  /** Does something with those that settings lead to, beside nodes that run or not. */
  static <T> T with(Settings settings, Path scratch, Function<Backbones, T> work) {
    if (settings.database().address().isEmpty()) {
      return work.apply(in(settings.data().folder()));
    }
    try (BlobSpaces blobs = Blobs.open(settings.blobs(), scratch.resolve("blobs"));
        Database database = Database.open(settings.database().address().get(), CONNECTIONS)) {
      return work.apply(backbones(shared(database.jdbi(), blobs, scratch)));
    }
  }

  private static BackboneFolder folder(Path data) {
    return new BackboneFolder(data.resolve("backbones"), Json.mapper());
  }

  private static BackboneStore shared(Jdbi jdbi, BlobSpaces blobs, Path folder) {
    try {
      return new SharedBackbones(
          jdbi,
          blobs.of(SharedBackbones.SPACE),
          folder.resolve("scratch/backbones"),
          Json.tolerant(Json.mapper()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Backbones backbones(BackboneStore store) {
    return new Backbones(
        store,
        new NetworkFreezer(NativeLibrary::load),
        new Rehearsal(
            with(new TensorFlowBackend(NativeLibrary::load, 1)),
            with(new OnnxRuntimeBackend(Runtime.getRuntime().availableProcessors()))),
        Clock.systemUTC());
  }

  private static NetworkLoader with(Backend engine) {
    return new FasterNetworkLoader(List.of(engine), Duration.ZERO, _ -> {});
  }
}
