package sorrel.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelFolders;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkBlobs;
import sorrel.network.domain.NetworkFiles;
import sorrel.network.domain.NetworkLoader;
import sorrel.platform.blobs.BlobStore;

/** Networks as blobs, and from their blobs into memory. Blocking. */
public final class Networks {
  private final Path folder;
  private final Function<ModelId, BlobStore> blobs;
  private final NetworkLoader loader;

  /**
   * Keeps the files of networks that this node used in a folder of its own, so that they are
   * fetched once.
   */
  public Networks(Path folder, Function<ModelId, BlobStore> blobs, NetworkLoader loader) {
    this.folder = folder;
    this.blobs = blobs;
    this.loader = loader;
  }

  /** Stores a network that was exported into a folder, in one format or both. */
  public NetworkBlobs store(ModelId model, Path exported) throws IOException {
    BlobStore store = blobs.apply(model);
    return new NetworkBlobs(
        stored(store, exported.resolve(NetworkFiles.SAVED_MODEL)),
        stored(store, exported.resolve(NetworkFiles.ONNX)));
  }

  private static Optional<Sha256> stored(BlobStore store, Path file) throws IOException {
    return Files.exists(file) ? Optional.of(store.put(file)) : Optional.empty();
  }

  /**
   * Loads a network of a model; whoever asked closes it.
   *
   * @throws IllegalArgumentException if the blobs hold no network that takes such pictures
   */
  public Network load(ModelId model, NetworkBlobs network, ImageShape input) throws IOException {
    return loader.load(fetched(model, network), input);
  }

  /** The folder with the network's files. */
  private Path fetched(ModelId model, NetworkBlobs network) throws IOException {
    Path home = folder.resolve(model.toString()).resolve(network.identity().hex());
    Files.createDirectories(home);
    if (network.savedModel().isPresent()) {
      fetch(model, network.savedModel().get(), home.resolve(NetworkFiles.SAVED_MODEL));
    }
    if (network.onnx().isPresent()) {
      fetch(model, network.onnx().get(), home.resolve(NetworkFiles.ONNX));
    }
    return home;
  }

  private void fetch(ModelId model, Sha256 blob, Path file) throws IOException {
    if (!Files.exists(file)) {
      Path unfinished = Files.createTempFile(file.getParent(), "fetch", ".part");
      Files.copy(blobs.apply(model).local(blob), unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The models that this node keeps something of. */
  public Set<ModelId> models() {
    return ModelFolders.in(folder);
  }

  /** Removes what this node keeps of a deleted model. */
  public void erase(ModelId model) {
    FileTrees.delete(folder.resolve(model.toString()));
  }
}
