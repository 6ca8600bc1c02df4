package sorrel.inference.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sorrel.inference.ModelsInMemory;
import sorrel.inference.actor.Residents;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.platform.http.Watched;

/** {@code /cluster/models}: which models lie in the memory of which node. */
public final class MemoryRoutes implements Endpoint.Resource {
  private final ModelsInMemory models;

  public MemoryRoutes(ModelsInMemory models) {
    this.models = models;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/cluster/models")
            .async(_ -> list().thenApply(Reply::ok)));
  }

  /** All nodes that said what they hold. */
  record NodesJson(List<NodeJson> items, Optional<String> next) {}

  /**
   * A node.
   *
   * @param count of the models in its memory, of which the largest are listed
   */
  record NodeJson(String address, long bytes, long bytesMax, int count, List<ModelJson> models) {
    static NodeJson of(ModelsInMemory.Node node) {
      Residents.View holds = node.holds();
      return new NodeJson(
          node.address(),
          holds.bytes(),
          holds.bytesMax(),
          holds.count(),
          holds.models().stream()
              .map(each -> new ModelJson(each.model(), each.bytes(), each.pinned()))
              .toList());
    }
  }

  record ModelJson(ModelId model, long bytes, boolean pinned) {}

  /** What {@code /cluster/models} answers, to be followed. */
  public Watched watched() {
    return new Watched("memory", Access.ADMINISTRATOR, _ -> list());
  }

  private CompletionStage<NodesJson> list() {
    return models
        .all()
        .thenApply(
            nodes -> new NodesJson(nodes.stream().map(NodeJson::of).toList(), Optional.empty()));
  }
}
