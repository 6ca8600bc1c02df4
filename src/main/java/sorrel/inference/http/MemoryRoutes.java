package sorrel.inference.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import sorrel.inference.ModelsInMemory;
import sorrel.inference.actor.Residents;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.ModelTitle;
import sorrel.platform.http.Access;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.platform.http.Watched;

/** {@code /cluster/models}: which models lie in the memory of which node. */
public final class MemoryRoutes implements Endpoint.Resource {
  private final ModelsInMemory models;
  private final Function<Set<ModelId>, Map<ModelId, ModelTitle>> titles;

  /**
   * Shows what the nodes say.
   *
   * @param titles what models are known by, without those that are gone; blocking
   */
  public MemoryRoutes(
      ModelsInMemory models, Function<Set<ModelId>, Map<ModelId, ModelTitle>> titles) {
    this.models = models;
    this.titles = titles;
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
    static NodeJson of(ModelsInMemory.Node node, Map<ModelId, ModelTitle> titles) {
      Residents.View holds = node.holds();
      return new NodeJson(
          node.address(),
          holds.bytes(),
          holds.bytesMax(),
          holds.count(),
          holds.models().stream()
              .map(each -> ModelJson.of(each, Optional.ofNullable(titles.get(each.model()))))
              .toList());
    }
  }

  /**
   * A model.
   *
   * @param name empty where the model was deleted, as is {@code owner}
   */
  record ModelJson(
      ModelId model, Optional<String> name, Optional<AccountId> owner, long bytes, boolean pinned) {
    static ModelJson of(Residents.Resident held, Optional<ModelTitle> title) {
      return new ModelJson(
          held.model(),
          title.map(ModelTitle::name),
          title.map(ModelTitle::owner),
          held.bytes(),
          held.pinned());
    }
  }

  /** What {@code /cluster/models} answers, to be followed. */
  public Watched watched() {
    return new Watched("memory", Access.ADMINISTRATOR, _ -> list());
  }

  private CompletionStage<NodesJson> list() {
    return models.all().thenApplyAsync(this::named, Thread::startVirtualThread);
  }

  private NodesJson named(List<ModelsInMemory.Node> nodes) {
    Map<ModelId, ModelTitle> known =
        titles.apply(
            nodes.stream()
                .flatMap(node -> node.holds().models().stream())
                .map(Residents.Resident::model)
                .collect(Collectors.toSet()));
    return new NodesJson(
        nodes.stream().map(node -> NodeJson.of(node, known)).toList(), Optional.empty());
  }
}
