package sorrel.dataset.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.BinQuery;
import sorrel.dataset.domain.BinnedImage;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.domain.Restoration;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;

/** {@code /models/{model}/bin}: pictures that were removed and can be put back. */
public final class BinRoutes implements Endpoint.Resource {
  private static final String BIN = "/api/v1/models/{model}/bin";

  /** A million pictures take about half a minute. */
  private static final Duration ALL_MAX = Duration.ofMinutes(2);

  private final DatasetAccess access;

  public BinRoutes(DatasetAccess access) {
    this.access = access;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, BIN).paged().blocking(this::list),
        Endpoint.post(Access.ACCOUNT, BIN + "/restorations")
            .body(Body.json())
            .idempotent()
            .timeout(ALL_MAX)
            .blocking(this::restore),
        Endpoint.delete(Access.ACCOUNT, BIN).timeout(ALL_MAX).blocking(this::empty),
        Endpoint.get(Access.ACCOUNT, BIN + "/{image}/content")
            .query("size")
            .blocking(this::content),
        Endpoint.delete(Access.ACCOUNT, BIN + "/{image}").blocking(this::delete));
  }

  private Reply list(Call call) {
    ModelId model = access.model(call);
    Query query = call.query();
    DatasetSize size = access.datasets().size(model);
    Duration keep = access.datasets().binKeep();
    Page<BinnedImage> page =
        access.datasets().bin(new BinQuery(model, query.numericCursor(), query.limit()));
    return Reply.ok(
        new BinJson.Contents(
            size.binPictures(),
            size.binBytes(),
            keep,
            page.items().stream().map(each -> BinJson.Picture.of(each, keep)).toList(),
            page.next()));
  }

  private Reply restore(Call call) {
    ModelId model = access.model(call);
    BinChoice choice = call.json(BinJson.Wanted.class).choice();
    return switch (access.datasets().restore(model, choice, call.caller().account())) {
      case Restoration.Done done -> Reply.ok(done);
      case Restoration.NoSuchClass _ -> Reply.problem(DatasetProblems.noSuchClassInBin());
      case Restoration.TooManyClasses(var limit) ->
          Reply.problem(DatasetProblems.tooManyClasses(limit));
      case Restoration.ModelGone _ -> Reply.problem(DatasetProblems.noSuchModel());
    };
  }

  private Reply empty(Call call) {
    access.datasets().delete(access.model(call), new BinChoice.All());
    return Reply.empty();
  }

  private Reply delete(Call call) {
    ModelId model = access.model(call);
    ImageId image = call.id("image", ImageId::of);
    access.datasets().delete(model, new BinChoice.Some(List.of(image)));
    return Reply.empty();
  }

  private Reply content(Call call) {
    ModelId model = access.model(call);
    Optional<BinnedImage> image = access.datasets().binned(model, call.id("image", ImageId::of));
    return image
        .map(
            each -> PictureFiles.reply(access.datasets(), call, model, each.slice(), each.format()))
        .orElseGet(() -> Reply.problem(DatasetProblems.noSuchImage()));
  }
}
