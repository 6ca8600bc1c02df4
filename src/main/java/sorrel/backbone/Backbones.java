package sorrel.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Freezer;
import sorrel.backbone.domain.Frozen;
import sorrel.backbone.domain.Rehearsed;
import sorrel.backbone.store.BackboneStore;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkFiles;

/** The networks that were registered for all models. All calls block. */
public final class Backbones {
  private static final Logger LOG = LoggerFactory.getLogger(Backbones.class);

  private final BackboneStore store;
  private final Freezer freezer;
  private final Rehearsal rehearsal;
  private final InstantSource clock;

  public Backbones(BackboneStore store, Freezer freezer, Rehearsal rehearsal, InstantSource clock) {
    this.store = store;
    this.freezer = freezer;
    this.rehearsal = rehearsal;
    this.clock = clock;
  }

  /** All of them, by name, as they are now. */
  public List<Backbone> list() {
    return store.list((name, why) -> LOG.warn("{} is left out: {}", name, why));
  }

  /** One of the files of a network that is listed, by its hash; the caller closes it. */
  public InputStream open(Backbone backbone, Sha256 file) throws IOException {
    return store.open(backbone, file);
  }

  /**
   * A network that was registered.
   *
   * @param rehearsed what its files did
   */
  public record Added(Backbone backbone, Rehearsed rehearsed) {}

  /**
   * Registers a network: brings it into the form that serves, runs it on pictures and writes down
   * what is known of it.
   *
   * @param from the network as it came, which is only read
   * @throws BackboneException if it cannot be used
   */
  public Added add(Path from, Description said) {
    said.check();
    AtomicReference<Rehearsed> rehearsed = new AtomicReference<>();
    Backbone backbone =
        store.add(
            said.name(),
            unfinished -> {
              Frozen frozen = freezer.freeze(from, said, unfinished);
              rehearsed.set(rehearsal.of(unfinished, frozen.input(), frozen.untranslated()));
              return described(said, frozen, rehearsed.get(), unfinished);
            });
    return new Added(backbone, rehearsed.get());
  }

  private Backbone described(Description said, Frozen frozen, Rehearsed rehearsed, Path home)
      throws IOException {
    return new Backbone(
        said.name(),
        frozen.input(),
        said.scaling(),
        frozen.inputTensor(),
        frozen.featuresTensor(),
        frozen.outputs(),
        rehearsed.features(),
        frozen.parameters(),
        rehearsed.millis(),
        hash(home.resolve(NetworkFiles.SAVED_MODEL)),
        hash(home.resolve(NetworkFiles.ONNX)),
        said.licence(),
        said.source(),
        clock.instant());
  }

  /** Removes a network; versions that use it keep it. */
  public boolean remove(String name) {
    return store.remove(name);
  }

  private static Optional<Sha256> hash(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(Sha256.of(Files.readAllBytes(file)))
        : Optional.empty();
  }
}
