package sorrel.model.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.UuidV7;
import sorrel.model.ClassPictures;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.NewClass;
import sorrel.model.store.ModelIndex;
import sorrel.picture.PictureReader;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;

/** {@code /models} and {@code /models/{model}/classes}. */
public final class ModelRoutes implements Endpoint.Resource {
  private static final String MODEL = "/api/v1/models/{model}";
  private static final String ONLY = "only";

  /** Which models a deletion is meant for, where it is not for any. */
  enum Only {
    EMPTY
  }

  /** A sample picture comes in base64, so this is room for one of about 24 MB. */
  private static final long SAMPLE_BYTES_MAX = 32L * 1024 * 1024;

  /** A class may have a million pictures. */
  private static final Duration REMOVAL_MAX = Duration.ofMinutes(2);

  private final ModelCalls models;
  private final ModelIndex index;
  private final Function<AccountId, Allowance> allowance;
  private final ToLongFunction<ModelId> held;
  private final ClassPictures classPictures;
  private final PictureReader pictures;
  private final double targetDefault;
  private final InstantSource clock;

  /**
   * Serves models and their classes.
   *
   * @param allowance how many models an account has and may have; blocks
   * @param held how many pictures a model has, in its dataset and in its bin; blocks
   * @param classPictures removes the pictures of a class
   * @param targetDefault the accuracy asked for where a model does not say
   */
  public ModelRoutes(
      ModelCalls models,
      ModelIndex index,
      Function<AccountId, Allowance> allowance,
      ToLongFunction<ModelId> held,
      ClassPictures classPictures,
      PictureReader pictures,
      double targetDefault,
      InstantSource clock) {
    this.models = models;
    this.index = index;
    this.allowance = allowance;
    this.held = held;
    this.classPictures = classPictures;
    this.pictures = pictures;
    this.targetDefault = targetDefault;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/models").paged().blocking(this::list),
        Endpoint.post(Access.ACCOUNT, "/api/v1/models")
            .body(Body.json(SAMPLE_BYTES_MAX))
            .idempotent()
            .blocking(this::create),
        Endpoint.get(Access.ACCOUNT, MODEL).blocking(this::show),
        Endpoint.patch(Access.ACCOUNT, MODEL).body(Body.json()).blocking(this::change),
        Endpoint.delete(Access.ACCOUNT, MODEL).query(ONLY).blocking(this::delete),
        Endpoint.get(Access.ACCOUNT, MODEL + "/classes").blocking(this::classes),
        Endpoint.post(Access.ACCOUNT, MODEL + "/classes")
            .body(Body.json())
            .idempotent()
            .blocking(this::addClass),
        Endpoint.patch(Access.ACCOUNT, MODEL + "/classes/{class}")
            .body(Body.json())
            .blocking(this::renameClass),
        Endpoint.delete(Access.ACCOUNT, MODEL + "/classes/{class}")
            .query("forever")
            .timeout(REMOVAL_MAX)
            .blocking(this::removeClass));
  }

  private Reply list(Call call) {
    Query query = call.query();
    return Reply.ok(
        index
            .list(call.caller().account(), query.cursor(ModelId::of), query.limit())
            .map(ModelJson::of));
  }

  private Reply create(Call call) {
    ModelRequests.NewModel wanted = call.json(ModelRequests.NewModel.class);
    AccountId account = call.caller().account();
    ModelId id = new ModelId(call.newId());
    Allowance room = allowance.apply(account);
    // What an earlier request with this key has made, though nobody heard of it, is counted
    // already.
    if (!room.fits(1) && !index.owners(Set.of(account)).containsKey(id)) {
      return Reply.problem(ModelProblems.quotaReached(room));
    }
    Optional<ImagePipeline> pipeline =
        wanted
            .input()
            .map(ModelRequests::pipeline)
            .or(() -> wanted.samplePicture().map(this::pipelineOf));
    LiveModel made =
        models.change(
            id,
            new ModelCommand.Create(
                id,
                account,
                wanted.name().strip(),
                wanted.settings(targetDefault),
                pipeline,
                clock.instant()));
    // So that a list asked for next shows it; the projection writes the same row again.
    index.write(id, 1, made);
    return Reply.created("/api/v1/models/" + id, ModelJson.of(made));
  }

  private ImagePipeline pipelineOf(byte[] sample) {
    return SamplePicture.pipeline(pictures, sample);
  }

  private Reply show(Call call) {
    return Reply.ok(ModelJson.of(models.owned(call)));
  }

  private Reply change(Call call) {
    ModelRequests.ModelChange wanted = call.json(ModelRequests.ModelChange.class);
    LiveModel old = models.owned(call);
    return Reply.ok(
        ModelJson.of(
            models.change(
                old.id(),
                new ModelCommand.Change(
                    wanted.name().map(String::strip),
                    Optional.of(wanted.settings(old.settings())),
                    wanted.input().map(ModelRequests::pipeline),
                    clock.instant()))));
  }

  private Reply delete(Call call) {
    ModelId id = models.owned(call).id();
    ModelCommand delete = new ModelCommand.Delete(clock.instant());
    if (call.query().oneOf(ONLY, Only.class).isPresent()) {
      // The model does not know its bin. Both are counted at once, so that a picture which is being
      // removed or put back is seen in one of them.
      long pictures = held.applyAsLong(id);
      if (pictures > 0) {
        return Reply.problem(ModelProblems.notEmpty(pictures));
      }
      delete = new ModelCommand.DeleteEmpty(clock.instant());
    }
    index.write(id, Long.MAX_VALUE, models.ask(id, delete));
    return Reply.empty();
  }

  private Reply classes(Call call) {
    return Reply.ok(
        new Page<>(
            models.owned(call).classes().stream().map(ModelJson.ClassJson::of).toList(),
            Optional.empty()));
  }

  private Reply addClass(Call call) {
    String label = call.json(ModelRequests.ClassLabel.class).clean();
    LiveModel model = models.owned(call);
    ClassId id = new ClassId(call.newId());
    LiveModel changed =
        models.change(
            model.id(), new ModelCommand.AddClass(new NewClass(id, label), clock.instant()));
    return Reply.created(
        "/api/v1/models/" + model.id() + "/classes/" + id,
        ModelJson.ClassJson.of(changed.classOf(id).orElseThrow()));
  }

  private Reply renameClass(Call call) {
    String label = call.json(ModelRequests.ClassLabel.class).clean();
    LiveModel model = models.owned(call);
    ClassId id = call.id("class", ClassId::of);
    LiveModel changed =
        models.change(model.id(), new ModelCommand.RenameClass(id, label, clock.instant()));
    return Reply.ok(ModelJson.ClassJson.of(changed.classOf(id).orElseThrow()));
  }

  private Reply removeClass(Call call) {
    boolean forever = call.query().flag("forever", false);
    LiveModel model = models.owned(call);
    ClassId id = call.id("class", ClassId::of);
    if (model.classOf(id).isEmpty() && !model.erasing().contains(id)) {
      return Reply.problem(ModelProblems.of(new ModelRejection.NoSuchClass()));
    }
    model
        .classOf(id)
        .ifPresent(
            each ->
                classPictures.remove(
                    model.id(), id, each.label(), call.caller().account(), forever));
    models.ask(
        model.id(), new ModelCommand.RemoveClass(id, Optional.of(UuidV7.next()), clock.instant()));
    return Reply.empty();
  }
}
