package sorrel.model.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.RunId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Purpose;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/** {@code /models/{model}/expansions}: runs that bring the version in use up to date. */
public final class ExpansionRoutes implements Endpoint.Resource {
  /** Long enough for some passes over a usual set; what is not better then is dropped. */
  private static final Duration REFINEMENT_BUDGET = Duration.ofMinutes(4);

  private final ModelCalls models;
  private final InstantSource clock;

  public ExpansionRoutes(ModelCalls models, InstantSource clock) {
    this.models = models;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(Access.ACCOUNT, "/api/v1/models/{model}/expansions")
            .body(Body.json())
            .idempotent()
            .blocking(this::start));
  }

  private Reply start(Call call) {
    ModelRequests.NewExpansion wanted = call.json(ModelRequests.NewExpansion.class);
    LiveModel model = models.owned(call);
    RunId id = new RunId(call.newId());
    LiveModel changed =
        models.change(
            model.id(),
            new ModelCommand.StartExpansion(
                id,
                wanted.mayLose().orElse(ModelCommand.StartExpansion.MAY_LOSE),
                ModelCommand.StartExpansion.BUDGET,
                wanted.refine().orElse(true)
                    ? Optional.of(new Purpose.Next(RunId.next(), REFINEMENT_BUDGET))
                    : Optional.empty(),
                false,
                clock.instant()));
    return Reply.accepted(
        "/api/v1/models/%s/runs/%s".formatted(model.id(), id),
        Map.of("run", RunJson.of(model.id(), changed.run(id).orElseThrow())));
  }
}
