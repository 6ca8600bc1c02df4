package sorrel.backbone.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.kernel.Sha256;

/**
 * Where registered networks are kept. Others may add and remove some meanwhile; all calls block.
 */
public interface BackboneStore {
  /** Each is a candidate of every search that it suits. */
  int BACKBONES_MAX = 20;

  /** Fills the folder of a network that is to be added. */
  interface Filling {
    /** Writes the network's files and says what is known of it. */
    Backbone into(Path unfinished) throws IOException;
  }

  /** Hears of a network that is left out. */
  interface Unreadable {
    void because(String name, String reason);
  }

  /**
   * All that can be read, by name.
   *
   * @param unreadable hears why one cannot
   */
  List<Backbone> list(Unreadable unreadable);

  /** One of the files of a network that is listed, by its hash; the caller closes it. */
  InputStream open(Backbone backbone, Sha256 file) throws IOException;

  /**
   * Adds a network.
   *
   * @throws BackboneException if there is one of that name, or no room for another
   */
  Backbone add(String name, Filling filling);

  /** Removes a network, and says whether it was there; versions that use it keep it. */
  boolean remove(String name);

  /** What is said where a name is taken. */
  static BackboneException taken(String name) {
    return new BackboneException(
        "There is a network '%s' already. Remove it first, or use another name.".formatted(name));
  }

  /** What is said where there is no room for another. */
  static BackboneException full() {
    return new BackboneException(
        "There are %d networks already, and each is tried in every search: remove one first."
            .formatted(BACKBONES_MAX));
  }
}
