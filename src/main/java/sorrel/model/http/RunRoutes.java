package sorrel.model.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.model.domain.AvailableNetwork;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Run;
import sorrel.model.store.ModelIndex;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;
import sorrel.training.domain.Augmentation;

/** {@code /models/{model}/runs}. */
public final class RunRoutes implements Endpoint.Resource {
  private static final String RUNS = "/api/v1/models/{model}/runs";

  private final ModelCalls models;
  private final ModelIndex index;
  private final Function<ModelId, Optional<ImagePipeline>> input;
  private final BiFunction<ModelId, ImagePipeline, Augmentation> augmentation;
  private final Function<LiveModel, List<AvailableNetwork>> networks;
  private final Duration budgetDefault;
  private final long memory;
  private final InstantSource clock;

  /**
   * Serves runs of models.
   *
   * @param input what suits a model's pictures, from a look at some; blocking
   * @param augmentation how a model's pictures are best varied, from a look at some; blocking
   * @param networks what a model's search can put heads on, whose blobs it makes the model's;
   *     blocking
   * @param budgetDefault the training time of a run that does not say
   * @param memory bytes that a step of training may take
   */
  public RunRoutes(
      ModelCalls models,
      ModelIndex index,
      Function<ModelId, Optional<ImagePipeline>> input,
      BiFunction<ModelId, ImagePipeline, Augmentation> augmentation,
      Function<LiveModel, List<AvailableNetwork>> networks,
      Duration budgetDefault,
      long memory,
      InstantSource clock) {
    this.models = models;
    this.index = index;
    this.input = input;
    this.augmentation = augmentation;
    this.networks = networks;
    this.budgetDefault = budgetDefault;
    this.memory = memory;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, RUNS).paged().blocking(this::list),
        Endpoint.post(Access.ACCOUNT, RUNS).body(Body.json()).idempotent().blocking(this::start),
        Endpoint.get(Access.ACCOUNT, RUNS + "/{run}").blocking(this::show),
        Endpoint.delete(Access.ACCOUNT, RUNS + "/{run}").blocking(this::cancel));
  }

  private Reply list(Call call) {
    LiveModel model = models.owned(call);
    Query query = call.query();
    return Reply.ok(
        index
            .runs(model.id(), query.cursor(RunId::of), query.limit())
            .map(run -> RunJson.of(model.id(), run)));
  }

  private Reply start(Call call) {
    ModelRequests.NewRun wanted = call.json(ModelRequests.NewRun.class);
    LiveModel model = withInput(models.owned(call));
    RunId id = new RunId(call.newId());
    LiveModel changed =
        models.change(
            model.id(),
            new ModelCommand.StartRun(
                id,
                wanted.targetAccuracy(),
                wanted.budget().orElse(budgetDefault),
                memory,
                augmentation(model),
                wanted.candidates(),
                networks.apply(model),
                clock.instant()));
    return Reply.accepted(
        "/api/v1/models/%s/runs/%s".formatted(model.id(), id),
        Map.of("run", RunJson.of(model.id(), changed.run(id).orElseThrow())));
  }

  /** Where pictures came one at a time, no import has decided the input. */
  private LiveModel withInput(LiveModel model) {
    return Optional.of(model)
        .filter(LiveModel::lacksOnlyInput)
        .flatMap(each -> input.apply(each.id()))
        .map(
            suited ->
                models.change(
                    model.id(),
                    new ModelCommand.Change(
                        Optional.empty(), Optional.empty(), Optional.of(suited), clock.instant())))
        .orElse(model);
  }

  /** Before the first import has ended there is nothing to look at, and nothing will start. */
  private Augmentation augmentation(LiveModel model) {
    return model
        .pipeline()
        .map(pipeline -> augmentation.apply(model.id(), pipeline))
        .orElse(Augmentation.NONE);
  }

  private Reply show(Call call) {
    LiveModel model = models.owned(call);
    return Reply.ok(RunJson.of(model.id(), find(model, call.id("run", RunId::of))));
  }

  /** An administrator may, since all runs share the runners. */
  private Reply cancel(Call call) {
    LiveModel model = models.administered(call);
    Run run = find(model, call.id("run", RunId::of));
    if (!run.finished()) {
      LiveModel changed =
          models.change(model.id(), new ModelCommand.CancelRun(run.id(), clock.instant()));
      return Reply.ok(RunJson.of(model.id(), changed.run(run.id()).orElseThrow()));
    }
    return Reply.ok(RunJson.of(model.id(), run));
  }

  /** The newest run is in the model's state; older ones are in the index. */
  private Run find(LiveModel model, RunId id) {
    return model
        .run(id)
        .or(() -> index.run(model.id(), id))
        .orElseThrow(
            () ->
                ModelProblems.of(new sorrel.model.domain.ModelRejection.NoSuchRun()).asException());
  }
}
