package sorrel.inference.http;

import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.model.http.ModelCalls;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.task.Usage;
import sorrel.task.domain.Span;

/** {@code /models/{model}/statistics}: how a model is used. */
public final class StatisticsRoutes implements Endpoint.Resource {
  private static final String BY = "by";

  private final ModelCalls models;
  private final Usage usage;

  public StatisticsRoutes(ModelCalls models, Usage usage) {
    this.models = models;
    this.usage = usage;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/models/{model}/statistics")
            .query(BY)
            .blocking(this::show));
  }

  private Reply show(Call call) {
    Span span = call.query().oneOf(BY, Span.class).orElse(Span.HOUR);
    ModelId model = models.owned(call).id();
    return Reply.ok(StatisticsJson.of(span, usage.of(model, span)));
  }
}
