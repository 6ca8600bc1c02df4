package sorrel.dataset.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.DatasetImage.Refused;
import sorrel.dataset.domain.ImageQuery;
import sorrel.dataset.domain.ImageQuery.ImageState;
import sorrel.dataset.domain.NoRoom;
import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;
import sorrel.platform.http.Upload;

/** {@code /models/{model}/images} and {@code /images/{image}}. */
public final class ImageRoutes implements Endpoint.Resource {
  /** What a form adds to the file in it. */
  private static final long FORM_BYTES = 64 * 1024;

  private final DatasetAccess access;
  private final long bytesMax;

  /**
   * @param bytesMax the largest file of a picture
   */
  public ImageRoutes(DatasetAccess access, long bytesMax) {
    this.access = access;
    this.bytesMax = bytesMax;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/models/{model}/images")
            .query("class", "split", "state", Query.LIMIT, Query.CURSOR)
            .blocking(this::list),
        Endpoint.post(Access.ACCOUNT, "/api/v1/models/{model}/images")
            .query("class", "split")
            .body(Body.upload(bytesMax + FORM_BYTES))
            .idempotent()
            .blocking(this::add),
        Endpoint.get(Access.ACCOUNT, "/api/v1/images/{image}").blocking(this::show),
        Endpoint.get(Access.ACCOUNT, "/api/v1/images/{image}/content")
            .query("size")
            .blocking(this::content),
        Endpoint.patch(Access.ACCOUNT, "/api/v1/images/{image}")
            .body(Body.json())
            .blocking(this::move),
        Endpoint.delete(Access.ACCOUNT, "/api/v1/images/{image}")
            .query("forever")
            .blocking(this::remove));
  }

  private Reply list(Call call) {
    ModelId model = access.model(call);
    List<DatasetClass> classes = access.classes(model);
    Query query = call.query();
    return Reply.ok(
        access
            .datasets()
            .list(
                new ImageQuery(
                    model,
                    query.text("class").map(text -> DatasetAccess.named(classes, text).id()),
                    query.oneOf("split", Split.class),
                    query.oneOf("state", ImageState.class),
                    query.cursor(ImageId::of),
                    query.limit()))
            .map(image -> ImageJson.of(image, classes)));
  }

  private Reply add(Call call) throws IOException {
    ModelId model = access.model(call);
    Optional<String> named = call.query().text("class");
    new Checks()
        .that(named.isPresent(), "?class", "must name a class by its id or label")
        .orThrow();
    if (call.isJson()) {
      return Reply.problem(
          HttpProblems.UNSUPPORTED_MEDIA_TYPE.because(
              "Send the picture itself as the body, or in the field \"file\" of a form."));
    }
    List<DatasetClass> classes = access.classes(model);
    DatasetClass classOf = DatasetAccess.named(classes, named.orElseThrow());
    Upload upload = call.upload();
    checkRoom(call.caller().account(), model, upload.bytes());
    AddedImage added =
        access
            .datasets()
            .add(
                model,
                classOf.id(),
                call.query().oneOf("split", Split.class),
                upload.fileName(),
                upload.bytes());
    return switch (added) {
      case AddedImage.New created ->
          Reply.created(ImageJson.path(created.image()), ImageJson.of(created.image(), classes));
      case AddedImage.Known known -> Reply.ok(ImageJson.of(known.image(), classes));
      case AddedImage.Unreadable unreadable ->
          Reply.problem(DatasetProblems.unreadable(unreadable.reason(), unreadable.sentence()));
      case AddedImage.ClassGone _ ->
          Reply.problem(DatasetProblems.noSuchClass(named.orElseThrow()));
    };
  }

  /**
   * Refuses a new picture for which the account has no room. Two that come at the same moment may
   * both find room where there is some for one.
   */
  private void checkRoom(AccountId account, ModelId model, byte[] file) {
    Allowance room = access.datasets().room(account);
    if (!room.fits(file.length)
        && access.datasets().byContent(model, List.of(Sha256.of(file))).isEmpty()) {
      throw DatasetProblems.quotaReached(room, new NoRoom(room).picture(file.length)).asException();
    }
  }

  private Reply show(Call call) {
    DatasetImage image = access.image(call);
    return Reply.ok(ImageJson.of(image, access.classes(image.model())));
  }

  private Reply content(Call call) {
    DatasetImage image = access.image(call);
    return switch (image.state()) {
      case Ready ready ->
          PictureFiles.reply(access.datasets(), call, image.model(), ready.slice(), ready.format());
      case Refused refused ->
          Reply.problem(
              HttpProblems.NOT_FOUND.because(
                  "This picture was refused and is not kept. " + refused.sentence()));
    };
  }

  /** What a caller changes about a picture. */
  record ImageChange(@JsonProperty("class") Optional<String> named) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.that(named.isPresent(), "/class", "must name a class by its id or label");
    }
  }

  private Reply move(Call call) {
    DatasetImage image = access.image(call);
    String named = call.json(ImageChange.class).named().orElseThrow();
    List<DatasetClass> classes = access.classes(image.model());
    DatasetClass to = DatasetAccess.named(classes, named);
    if (image.state() instanceof Refused refused) {
      return Reply.problem(
          HttpProblems.NOT_FOUND.because(
              "This picture was refused and is not kept. " + refused.sentence()));
    }
    access.datasets().move(image.model(), image.id(), to.id());
    return access
        .datasets()
        .find(image.id())
        .map(moved -> Reply.ok(ImageJson.of(moved, classes)))
        .orElseGet(() -> Reply.problem(DatasetProblems.noSuchImage()));
  }

  private Reply remove(Call call) {
    DatasetImage image = access.image(call);
    access.datasets().remove(image, call.caller().account(), call.query().flag("forever", false));
    return Reply.empty();
  }
}
