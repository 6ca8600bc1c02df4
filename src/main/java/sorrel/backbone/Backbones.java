package sorrel.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Freezer;
import sorrel.backbone.domain.Frozen;
import sorrel.backbone.store.BackboneFolder;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;

/** The networks that were registered for all models. All calls block. */
public final class Backbones {
  private static final Logger LOG = LoggerFactory.getLogger(Backbones.class);

  /** A head is solved from a matrix of features by features: 128 MB of doubles at this many. */
  private static final int FEATURES_MAX = 4_096;

  /** Runs that are timed; the quickest is the one that was least disturbed. */
  private static final int TIMED = 15;

  private final BackboneFolder folder;
  private final Freezer freezer;
  private final NetworkLoader loader;
  private final InstantSource clock;

  public Backbones(
      BackboneFolder folder, Freezer freezer, NetworkLoader loader, InstantSource clock) {
    this.folder = folder;
    this.freezer = freezer;
    this.loader = loader;
    this.clock = clock;
  }

  /** All of them, by name, as they are now. */
  public List<Backbone> list() {
    return folder.list((home, why) -> LOG.warn("{} is left out: {}", home, why));
  }

  /** The file of a network that is listed. */
  public Path network(Backbone backbone) {
    return folder.network(backbone);
  }

  /**
   * Registers a network: brings it into the form that serves, runs it on a picture and writes down
   * what is known of it.
   *
   * @param from the folder with the network as it came, which is only read
   * @throws BackboneException if it cannot be used
   */
  public Backbone add(Path from, Description said) {
    said.check();
    return folder.add(
        said.name(),
        unfinished -> {
          Frozen frozen = freezer.freeze(from, said, unfinished);
          Measured measured = measured(unfinished, frozen.input());
          return new Backbone(
              said.name(),
              frozen.input(),
              said.scaling(),
              frozen.inputTensor(),
              frozen.featuresTensor(),
              frozen.outputs(),
              measured.features(),
              frozen.parameters(),
              measured.millis(),
              hash(unfinished),
              said.licence(),
              said.source(),
              clock.instant());
        });
  }

  /** Removes a network; versions that use it keep it. */
  public boolean remove(String name) {
    return folder.remove(name);
  }

  private record Measured(int features, double millis) {}

  private Measured measured(Path home, ImageShape input) {
    byte[] black = new byte[input.size()];
    try (Network network = loader.load(home, input)) {
      float[] features = network.features(black, 1)[0];
      check(features);
      double millis = Double.MAX_VALUE;
      for (int i = 0; i < TIMED; i++) {
        long began = System.nanoTime();
        network.features(black, 1);
        millis = Math.min(millis, (System.nanoTime() - began) / 1e6);
      }
      return new Measured(features.length, millis);
    } catch (IllegalArgumentException | IllegalStateException failure) {
      throw new BackboneException(
          "The network does not run on a black picture of %d x %d pixels."
              .formatted(input.width(), input.height()),
          failure);
    }
  }

  private static void check(float[] features) {
    if (features.length < 2 || features.length > FEATURES_MAX) {
      throw new BackboneException(
          "The output gives %,d numbers for a picture; a head needs 2 to %,d. Choose another output, after the mean over all places."
              .formatted(features.length, FEATURES_MAX));
    }
    for (float each : features) {
      if (!Float.isFinite(each)) {
        throw new BackboneException(
            "The network gives numbers without end for a black picture. Is the scaling right?");
      }
    }
  }

  private static Sha256 hash(Path home) throws IOException {
    return Sha256.of(Files.readAllBytes(home.resolve(BackboneFolder.NETWORK)));
  }
}
