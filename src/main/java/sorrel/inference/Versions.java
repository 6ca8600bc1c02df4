package sorrel.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import sorrel.head.HeadFile;
import sorrel.head.domain.Head;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.domain.Predictor;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.network.domain.NetworkLoader;
import sorrel.platform.blobs.BlobStore;

/** Brings versions from their blobs into memory and runs batches through them. */
public final class Versions implements ModelServer.Source, ModelServer.Work {
  private final Path folder;
  private final Models models;
  private final Function<ModelId, BlobStore> blobs;
  private final NetworkLoader loader;
  private final Executor loading;
  private final Executor predicting;

  /**
   * Keeps graphs in a folder of its own.
   *
   * @param folder where this node keeps inference graphs that it used
   * @param loading threads that may block
   * @param predicting as many threads as batches may run at once
   */
  public Versions(
      Path folder,
      Models models,
      Function<ModelId, BlobStore> blobs,
      NetworkLoader loader,
      Executor loading,
      Executor predicting) {
    this.folder = folder;
    this.models = models;
    this.blobs = blobs;
    this.loader = loader;
    this.loading = loading;
    this.predicting = predicting;
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
    return new HeadedNetwork(loader.load(fetched(model, version), input), input, head);
  }

  /** The folder with the version's graph, fetched once a node. */
  private Path fetched(ModelId model, Version version) throws IOException {
    Path home = folder.resolve(model.toString()).resolve(version.files().network().hex());
    Path graph = home.resolve("saved_model.pb");
    if (!Files.exists(graph)) {
      Files.createDirectories(home);
      Path unfinished = Files.createTempFile(home, "fetch", ".part");
      Files.copy(
          blobs.apply(model).local(version.files().network()),
          unfinished,
          StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, graph, StandardCopyOption.ATOMIC_MOVE);
    }
    return home;
  }

  /** Removes what this node keeps of a deleted model. */
  public void erase(ModelId model) {
    FileTrees.delete(folder.resolve(model.toString()));
  }

  @Override
  public CompletionStage<List<Judgement>> predict(Predictor predictor, List<byte[]> pictures) {
    return CompletableFuture.supplyAsync(
        () -> {
          int size = pictures.getFirst().length;
          byte[] batch = new byte[size * pictures.size()];
          for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, batch, i * size, size);
          }
          return predictor.predict(batch, pictures.size());
        },
        predicting);
  }
}
