package sorrel.feedback.http;

import java.util.List;
import sorrel.model.http.ModelCalls;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.task.Judgements;

/** {@code /models/{model}/feedback}: how right a model is in use, by what people say. */
public final class FeedbackRoutes implements Endpoint.Resource {
  private final ModelCalls models;
  private final Judgements judgements;

  public FeedbackRoutes(ModelCalls models, Judgements judgements) {
    this.models = models;
    this.judgements = judgements;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/models/{model}/feedback").blocking(this::show));
  }

  private Reply show(Call call) {
    return Reply.ok(FeedbackJson.of(judgements.of(models.owned(call).id())));
  }
}
