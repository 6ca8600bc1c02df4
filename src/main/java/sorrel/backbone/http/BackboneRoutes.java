package sorrel.backbone.http;

import java.util.List;
import java.util.Optional;
import sorrel.backbone.Backbones;
import sorrel.backbone.domain.Backbone;
import sorrel.kernel.ImageShape;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/** {@code /backbones}. They are added and removed at the server's command line only. */
public final class BackboneRoutes implements Endpoint.Resource {
  private final Backbones backbones;

  public BackboneRoutes(Backbones backbones) {
    this.backbones = backbones;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(Access.ACCOUNT, "/api/v1/backbones").blocking(this::list));
  }

  /** All of them; they are few. */
  record BackbonesJson(List<BackboneJson> items, Optional<String> next) {}

  record BackboneJson(
      String name,
      ImageShape input,
      int features,
      long parameters,
      double millisPerPicture,
      Optional<String> licence,
      Optional<String> source) {
    static BackboneJson of(Backbone backbone) {
      return new BackboneJson(
          backbone.name(),
          backbone.input(),
          backbone.features(),
          backbone.parameters(),
          backbone.millisPerPicture(),
          backbone.licence(),
          backbone.source());
    }
  }

  private Reply list(Call call) {
    return Reply.ok(
        new BackbonesJson(
            backbones.list().stream().map(BackboneJson::of).toList(), Optional.empty()));
  }
}
