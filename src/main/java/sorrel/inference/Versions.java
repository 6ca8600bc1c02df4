package sorrel.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import sorrel.head.HeadFile;
import sorrel.head.domain.Head;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.domain.Predictor;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.network.Networks;
import sorrel.network.domain.NetworkBlobs;
import sorrel.platform.blobs.BlobStore;

/** Brings versions from their blobs into memory. */
public final class Versions implements ModelServer.Source {
  /** What a loaded network takes beside its weights. */
  private static final long LOADED_BYTES = 2L << 20;

  /** What a loaded network takes, as a multiple of its file. */
  private static final long LOADED_TIMES = 2;

  private final Models models;
  private final Function<ModelId, BlobStore> blobs;
  private final Networks networks;
  private final Executor loading;

  /**
   * Works on threads of its own.
   *
   * @param loading threads that may block
   */
  public Versions(
      Models models, Function<ModelId, BlobStore> blobs, Networks networks, Executor loading) {
    this.models = models;
    this.blobs = blobs;
    this.networks = networks;
    this.loading = loading;
  }

  @Override
  public CompletionStage<Optional<Version>> current(ModelId model) {
    return models
        .look(model)
        .thenApply(
            state -> state instanceof LiveModel live ? live.servingVersion() : Optional.empty());
  }

  @Override
  public CompletionStage<Predictor> load(
      ModelId model, Version version, Optional<ModelServer.InUse> inUse) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return loaded(model, version, inUse);
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        },
        loading);
  }

  private Predictor loaded(ModelId model, Version version, Optional<ModelServer.InUse> inUse)
      throws IOException {
    Head head = HeadFile.read(blobs.apply(model).local(version.files().head()));
    if (inUse.isPresent()
        && inUse.get().predictor() instanceof HeadedNetwork same
        && inUse.get().version().files().network().equals(version.files().network())) {
      return same.with(head);
    }
    ImageShape input = version.pipeline().input();
    NetworkBlobs network = version.files().network();
    return new HeadedNetwork(
        networks.load(model, network, input), input, head, bytes(blobs.apply(model), network));
  }

  /** What a network holds once it is loaded; see the measurements. */
  private static long bytes(BlobStore store, NetworkBlobs network) throws IOException {
    long file = 0;
    for (Sha256 blob :
        Stream.concat(network.savedModel().stream(), network.onnx().stream()).toList()) {
      file = Math.max(file, store.size(blob));
    }
    return LOADED_BYTES + LOADED_TIMES * file;
  }
}
