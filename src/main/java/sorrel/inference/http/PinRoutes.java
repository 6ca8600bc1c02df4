package sorrel.inference.http;

import java.util.List;
import java.util.Optional;
import sorrel.inference.PinnedModels;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;

/** {@code /pins}: models that stay in memory. Memory is shared, so an administrator decides. */
public final class PinRoutes implements Endpoint.Resource {
  private static final String PIN = "/api/v1/pins/{model}";

  private final PinnedModels pins;

  public PinRoutes(PinnedModels pins) {
    this.pins = pins;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/pins").blocking(_ -> list()),
        Endpoint.put(Access.ADMINISTRATOR, PIN).blocking(this::pin),
        Endpoint.delete(Access.ADMINISTRATOR, PIN).blocking(this::unpin));
  }

  /** All of them; they are few. */
  record PinsJson(List<PinJson> items, Optional<String> next) {}

  record PinJson(ModelId model) {}

  private Reply list() {
    return Reply.ok(new PinsJson(pins.all().stream().map(PinJson::new).toList(), Optional.empty()));
  }

  private Reply pin(Call call) {
    return pins.pin(call.id("model", ModelId::of))
        ? Reply.empty()
        : Reply.problem(HttpProblems.NOT_FOUND.because("There is no model with this id."));
  }

  private Reply unpin(Call call) {
    pins.unpin(call.id("model", ModelId::of));
    return Reply.empty();
  }
}
