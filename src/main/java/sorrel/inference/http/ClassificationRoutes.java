package sorrel.inference.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import sorrel.inference.Arrival;
import sorrel.inference.ClassificationDocument;
import sorrel.inference.ClassificationTasks;
import sorrel.inference.Classifications;
import sorrel.inference.Classifications.Outcome;
import sorrel.inference.Classifications.Prepared;
import sorrel.inference.PictureFile;
import sorrel.inference.PictureRoom;
import sorrel.inference.UseCounts;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelSettings;
import sorrel.model.http.ModelProblems;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Prefer;
import sorrel.platform.http.Problem;
import sorrel.platform.http.Reply;
import sorrel.platform.persistence.GroupCommit;
import sorrel.task.TaskDocument;
import sorrel.task.domain.Task;

/** {@code /models/{model}/classifications}. */
public final class ClassificationRoutes implements Endpoint.Resource {
  /** The form of a multipart body around a picture takes some bytes more than the picture. */
  private static final long FORM_BYTES = 64 * 1024;

  /** What {@code Prefer: wait} is held to, below what proxies usually bear. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(55);

  private final Classifications classifications;
  private final ClassificationTasks tasks;
  private final UseCounts counts;
  private final PictureRoom room;
  private final long bytesMax;

  /**
   * Serves classifications.
   *
   * @param counts hears of each
   * @param room for pictures that are to be kept
   * @param bytesMax of a picture's file
   */
  public ClassificationRoutes(
      Classifications classifications,
      ClassificationTasks tasks,
      UseCounts counts,
      PictureRoom room,
      long bytesMax) {
    this.classifications = classifications;
    this.tasks = tasks;
    this.counts = counts;
    this.room = room;
    this.bytesMax = bytesMax;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(Access.ACCOUNT, "/api/v1/models/{model}/classifications")
            .body(Body.upload(bytesMax + FORM_BYTES))
            .idempotent()
            .timeout(WAIT_MAX.plusSeconds(5))
            .async(this::classify));
  }

  private CompletionStage<Reply> classify(Call call) {
    ModelId id = call.id("model", ModelId::of);
    return classifications
        .model(call.caller().account(), id)
        .thenCompose(
            found ->
                found.map(model -> classify(call, model)).orElseGet(ClassificationRoutes::gone))
        .exceptionally(ClassificationRoutes::full);
  }

  private static CompletionStage<Reply> gone() {
    return done(Reply.problem(ModelProblems.noSuchModel()));
  }

  private CompletionStage<Reply> classify(Call call, LiveModel model) {
    if (model.servingVersion().isEmpty()) {
      return done(Reply.problem(ClassificationProblems.notTrained()));
    }
    if (call.isJson()) {
      return done(Reply.problem(ClassificationProblems.addressRefused()));
    }
    byte[] file = call.upload().bytes();
    Arrival arrival = Arrival.now(file);
    return classifications
        .prepare(file, model.servingVersion().get())
        .thenCompose(
            prepared ->
                switch (prepared) {
                  case Prepared.Unreadable unreadable ->
                      failed(model, PictureProblems.of(unreadable.reading()));
                  case Prepared.Ready ready -> {
                    Optional<PictureFile> picture =
                        room.take(model.settings(), ready.format(), file);
                    yield answer(call.prefer(), model, ready.pixels(), arrival, picture)
                        .whenComplete((_, _) -> picture.ifPresent(room::release));
                  }
                });
  }

  private CompletionStage<Reply> answer(
      Prefer prefer,
      LiveModel model,
      byte[] pixels,
      Arrival arrival,
      Optional<PictureFile> picture) {
    if (prefer.respondAsync() || prefer.waitMax().isPresent()) {
      return later(prefer, model, pixels, arrival, picture);
    }
    return classifications
        .classify(model, pixels)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Classified done -> recorded(model, done, arrival, picture);
                  case Outcome.NothingServes nothing ->
                      done(Reply.problem(ClassificationProblems.notTrained()));
                  case Outcome.Busy busy -> failed(model, ClassificationProblems.busy());
                  case Outcome.Broken broken -> failed(model, ClassificationProblems.broken());
                });
  }

  private CompletionStage<Reply> failed(LiveModel model, Problem problem) {
    counts.failed(model);
    return done(Reply.problem(problem));
  }

  private CompletionStage<Reply> recorded(
      LiveModel model, Outcome.Classified done, Arrival arrival, Optional<PictureFile> picture) {
    counts.answered(model, done.result(), arrival.passed());
    if (model.settings().history() == ModelSettings.History.NONE) {
      return done(Reply.ok(ClassificationDocument.of(Optional.empty(), done.result())));
    }
    return tasks.record(model, done.result(), arrival, picture).thenApply(Reply::ok);
  }

  /** On disk before it is accepted; then answered in its own time, or within the wait. */
  private CompletionStage<Reply> later(
      Prefer prefer,
      LiveModel model,
      byte[] pixels,
      Arrival arrival,
      Optional<PictureFile> picture) {
    return tasks
        .accept(model, pixels, arrival, picture)
        .thenCompose(
            accepted ->
                accepted
                    .result()
                    .<Reply>thenApply(Reply::ok)
                    .toCompletableFuture()
                    .completeOnTimeout(
                        accepted(accepted.task()),
                        Math.min(
                            WAIT_MAX.toMillis(), prefer.waitMax().orElse(Duration.ZERO).toMillis()),
                        TimeUnit.MILLISECONDS));
  }

  private static Reply accepted(Task task) {
    return Reply.accepted("/api/v1/tasks/" + task.id(), Map.of("task", TaskDocument.of(task)));
  }

  private static Reply full(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof GroupCommit.Full || cause instanceof RejectedExecutionException) {
      return Reply.problem(ClassificationProblems.busy());
    }
    throw new CompletionException(cause);
  }

  private static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedStage(reply);
  }
}
