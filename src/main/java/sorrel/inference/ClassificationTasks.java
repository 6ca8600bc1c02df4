package sorrel.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.inference.Classifications.Outcome;
import sorrel.inference.domain.Classification;
import sorrel.inference.store.PendingInputs;
import sorrel.inference.store.PendingInputs.Pending;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;
import sorrel.task.Tasks;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.Task;

/** Classifications as tasks: recorded before they are answered, or accepted and answered later. */
public final class ClassificationTasks {
  private static final Logger LOG = LoggerFactory.getLogger(ClassificationTasks.class);

  /** Classes kept with a task; of a thousand, the unlikely ones say nothing. */
  private static final int CLASSES_KEPT = 20;

  private static final long RETRY_SECONDS = 1;

  /** Taken over at once; each may have a few hundred kilobytes. */
  private static final int TAKEN_MAX = 500;

  private final Classifications classifications;
  private final Tasks tasks;
  private final UseCounts counts;
  private final PendingInputs pending;
  private final Models models;
  private final ObjectMapper mapper;
  private final Executor blocking;
  private final InstantSource clock;

  /** Accepted by other nodes and not answered yet. */
  private final Set<TaskId> taken = ConcurrentHashMap.newKeySet();

  /**
   * Records through the given tasks.
   *
   * @param blocking threads that may block
   */
  public ClassificationTasks(
      Classifications classifications,
      Tasks tasks,
      UseCounts counts,
      PendingInputs pending,
      Models models,
      ObjectMapper mapper,
      Executor blocking,
      InstantSource clock) {
    this.classifications = classifications;
    this.tasks = tasks;
    this.counts = counts;
    this.pending = pending;
    this.models = models;
    this.mapper = mapper;
    this.blocking = blocking;
    this.clock = clock;
  }

  /**
   * A classification that is on disk and will be answered.
   *
   * @param result completes once it is; never where the model is deleted first
   */
  public record Accepted(Task task, CompletionStage<ClassificationDocument> result) {}

  /** Records an answer with its picture; completes when both are on disk. */
  public CompletionStage<ClassificationDocument> record(
      LiveModel model, Classification result, Arrival arrival, Optional<PictureFile> picture) {
    Task task =
        Task.queued(
                TaskId.next(), model.owner(), model.id(), Task.Kind.CLASSIFICATION, clock.instant())
            .ofPicture(arrival.bytes())
            .taking(arrival.passed());
    ClassificationDocument document = ClassificationDocument.of(Optional.of(task.id()), result);
    return tasks
        .recordWhole(ended(task, document), kept(task, picture))
        .thenApply(written -> document);
  }

  private static Optional<KeptPicture> kept(Task task, Optional<PictureFile> picture) {
    return picture.map(
        file ->
            new KeptPicture(
                task.id(), task.model(), file.format(), file.bytes(), task.createdAt()));
  }

  private Task ended(Task task, ClassificationDocument document) {
    return task.succeeded(json(document.shortened(CLASSES_KEPT)), clock.instant());
  }

  /** Ends a task that was accepted before; the time it took is that since then. */
  private CompletionStage<ClassificationDocument> end(Task task, Classification result) {
    ClassificationDocument document = ClassificationDocument.of(Optional.of(task.id()), result);
    Duration took = Duration.between(task.createdAt(), clock.instant());
    counts.answered(task.account(), task.model(), result, took);
    return tasks.record(ended(task.taking(took), document)).thenApply(written -> document);
  }

  /** Puts a classification on disk, with its picture, and begins it. */
  public CompletionStage<Accepted> accept(
      LiveModel model, byte[] pixels, Arrival arrival, Optional<PictureFile> picture) {
    Instant now = clock.instant();
    Task task =
        Task.queued(TaskId.next(), model.owner(), model.id(), Task.Kind.CLASSIFICATION, now)
            .ofPicture(arrival.bytes());
    Pending input = new Pending(task.id(), model.owner(), model.id(), pixels, now);
    return CompletableFuture.runAsync(() -> pending.add(input), blocking)
        .thenCompose(stored -> tasks.record(task, kept(task, picture)))
        .thenApply(recorded -> new Accepted(task, work(input, task)));
  }

  private CompletionStage<ClassificationDocument> work(Pending input, Task task) {
    return models
        .findRecent(input.account(), input.model())
        .thenCompose(model -> model.isEmpty() ? gone(task) : attempt(input, task, model.get()))
        .exceptionallyCompose(failure -> again(input, task, failure));
  }

  private CompletionStage<ClassificationDocument> attempt(
      Pending input, Task task, LiveModel model) {
    return classifications
        .classify(model, input.pixels())
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Classified done -> end(task, done.result());
                  case Outcome.NothingServes nothing -> gone(task);
                  case Outcome.Busy busy -> again(input, task, null);
                  case Outcome.Broken broken -> again(input, task, null);
                })
        .whenComplete((done, failure) -> forget(input, failure));
  }

  private void forget(Pending input, Throwable failure) {
    if (failure == null) {
      settled(input.task());
    }
  }

  private void settled(TaskId id) {
    blocking.execute(() -> pending.remove(id));
    taken.remove(id);
  }

  private CompletionStage<ClassificationDocument> again(
      Pending input, Task task, Throwable failure) {
    if (failure != null) {
      LOG.warn("classification {} is tried again", task.id(), failure);
    }
    return CompletableFuture.supplyAsync(
            () -> work(input, task),
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, blocking))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<ClassificationDocument> gone(Task task) {
    String problem =
        json(
            Map.of(
                "type", "/problems/not-trained",
                "title", "The model has not been trained yet",
                "status", 409,
                "detail", "The model was deleted, or no version of it serves any more."));
    counts.failed(task.account(), task.model());
    tasks.record(
        task.ended(Task.Status.FAILED, Optional.empty(), Optional.of(problem), clock.instant()));
    settled(task.id());
    return new CompletableFuture<>();
  }

  /** Goes on with what nodes that are gone had accepted, as much as fits for now; blocking. */
  public void takeOver() {
    while (taken.size() < TAKEN_MAX) {
      List<Pending> page = pending.adopt();
      if (page.isEmpty()) {
        return;
      }
      page.forEach(input -> taken.add(input.task()));
      page.forEach(input -> work(input, task(input)));
    }
  }

  private static Task task(Pending input) {
    return Task.queued(
        input.task(), input.account(), input.model(), Task.Kind.CLASSIFICATION, input.createdAt());
  }

  /** Removes what a deleted model leaves; blocking. */
  public void erase(ModelId model) {
    pending.erase(model);
  }

  private String json(Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a document that cannot be written", fault);
    }
  }
}
