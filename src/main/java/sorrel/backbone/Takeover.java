package sorrel.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.store.BackboneStore;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkFiles;

/**
 * Networks that were registered in the data folder of one node, before nodes shared them, become
 * those of all. What cannot be taken over stays where it is. Blocking; may be repeated.
 */
public final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  private Takeover() {}

  /** Moves all that can be. */
  public static void of(BackboneStore folder, BackboneStore shared) {
    for (Backbone backbone : folder.list((name, why) -> LOG.warn("{} stays: {}", name, why))) {
      try {
        shared.add(
            backbone.name(),
            unfinished -> {
              copy(
                  folder,
                  backbone,
                  backbone.network(),
                  unfinished.resolve(NetworkFiles.SAVED_MODEL));
              copy(folder, backbone, backbone.onnx(), unfinished.resolve(NetworkFiles.ONNX));
              return backbone;
            });
        folder.remove(backbone.name());
        LOG.info("The network {} is now that of all nodes", backbone.name());
      } catch (BackboneException refused) {
        LOG.warn(
            "The network {} stays in this node's folder: {}",
            backbone.name(),
            refused.getMessage());
      }
    }
  }

  private static void copy(BackboneStore from, Backbone backbone, Optional<Sha256> file, Path to)
      throws IOException {
    if (file.isPresent()) {
      try (InputStream in = from.open(backbone, file.get())) {
        Files.copy(in, to);
      }
    }
  }
}
