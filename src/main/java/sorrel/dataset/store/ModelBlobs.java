package sorrel.dataset.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import sorrel.kernel.ModelId;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.BlobStore;

/** The blobs of each model: its packs, and the zips of its imports while they last. */
public final class ModelBlobs {
  private final BlobSpaces spaces;

  public ModelBlobs(BlobSpaces spaces) {
    this.spaces = spaces;
  }

  public BlobStore of(ModelId model) {
    try {
      return spaces.of(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes all of a model's blobs. */
  public void deleteAll(ModelId model) {
    try {
      spaces.deleteAll(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Bytes that can still be stored. */
  public long free() {
    try {
      return spaces.free();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
