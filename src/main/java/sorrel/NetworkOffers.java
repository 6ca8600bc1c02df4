package sorrel;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.backbone.Backbones;
import sorrel.backbone.domain.Backbone;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.model.domain.AvailableNetwork;
import sorrel.model.domain.AvailableNetwork.Origin;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.model.store.ModelIndex;
import sorrel.network.domain.NetworkBlobs;
import sorrel.platform.blobs.BlobStore;

/**
 * What a model's search can put heads on: registered networks and those of its owner's other
 * models. The files of those that suit become the model's own, so that nothing of it breaks when
 * they go.
 */
final class NetworkOffers implements Function<LiveModel, List<AvailableNetwork>> {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkOffers.class);

  /** The newest models that are looked at; three of them are taken. */
  private static final int MODELS_MAX = 50;

  private static final long BYTES_MAX = 1L << 30;

  private final Backbones backbones;
  private final ModelIndex index;
  private final Function<ModelId, BlobStore> blobs;

  NetworkOffers(Backbones backbones, ModelIndex index, Function<ModelId, BlobStore> blobs) {
    this.backbones = backbones;
    this.index = index;
    this.blobs = blobs;
  }

  /** Where the bytes of a network are. */
  private interface Content {
    InputStream open() throws IOException;
  }

  @Override
  public List<AvailableNetwork> apply(LiveModel model) {
    if (model.pipeline().isEmpty()) {
      return List.of();
    }
    Map<Sha256, Content> contents = new HashMap<>();
    List<AvailableNetwork> offered = new ArrayList<>();
    for (Backbone each : backbones.list()) {
      NetworkBlobs files = new NetworkBlobs(each.network(), each.onnx());
      files.all().forEach(blob -> contents.putIfAbsent(blob, () -> backbones.open(each, blob)));
      offered.add(registered(each));
    }
    for (LiveModel other : index.list(model.owner(), Optional.empty(), MODELS_MAX).items()) {
      if (!other.id().equals(model.id()) && other.servingVersion().isPresent()) {
        Version version = other.servingVersion().get();
        version
            .files()
            .network()
            .all()
            .forEach(blob -> contents.putIfAbsent(blob, () -> blobs.apply(other.id()).open(blob)));
        offered.add(own(other, version));
      }
    }
    return AvailableNetwork.suited(model.pipeline().get().input(), offered).stream()
        .filter(
            each ->
                each.network()
                    .all()
                    .allMatch(blob -> brought(model.id(), each, blob, contents.get(blob))))
        .toList();
  }

  private static AvailableNetwork registered(Backbone backbone) {
    return new AvailableNetwork(
        Origin.REGISTERED,
        backbone.name(),
        new NetworkBlobs(backbone.network(), backbone.onnx()),
        backbone.input(),
        backbone.parameters(),
        Optional.of(backbone.millisPerPicture()));
  }

  private static AvailableNetwork own(LiveModel other, Version version) {
    return new AvailableNetwork(
        Origin.OWN,
        "network of " + other.name(),
        version.files().network(),
        version.pipeline().input(),
        version.parameters(),
        Optional.empty());
  }

  /** A network whose file is gone or changed is not offered, and the search goes on without it. */
  private boolean brought(ModelId model, AvailableNetwork network, Sha256 blob, Content content) {
    BlobStore store = blobs.apply(model);
    try {
      if (store.exists(blob)) {
        return true;
      }
      try (InputStream in = content.open()) {
        Sha256 stored = store.put(in, BYTES_MAX);
        if (stored.equals(blob)) {
          return true;
        }
        LOG.warn("{} is not offered: its file is not the one that was registered", network.name());
      }
    } catch (IOException gone) {
      LOG.warn("{} is not offered: its file cannot be read", network.name(), gone);
    }
    return false;
  }
}
