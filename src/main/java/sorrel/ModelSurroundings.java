package sorrel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import sorrel.dataset.Datasets;
import sorrel.inference.ClassificationTasks;
import sorrel.inference.Classifier;
import sorrel.inference.PinnedModels;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.actor.ModelDuties;
import sorrel.model.domain.Version;
import sorrel.task.Tasks;
import sorrel.task.Usage;
import sorrel.training.actor.SchedulerCommand;

/**
 * What the other contexts do for a model.
 *
 * @param blocking threads that may block
 */
record ModelSurroundings(
    ActorSystem<?> system,
    ActorRef<SchedulerCommand> scheduler,
    Classifier classifier,
    Datasets datasets,
    ClassificationTasks classifications,
    NodeCaches caches,
    PinnedModels pins,
    Tasks tasks,
    Usage usage,
    Executor blocking)
    implements ModelDuties.Elsewhere {

  @Override
  public void serve(ModelId model, Optional<Version> version) {
    classifier.use(model, version);
  }

  @Override
  public CompletionStage<Void> eraseClass(ModelId model, ClassId classId) {
    return CompletableFuture.runAsync(() -> datasets.eraseClass(model, classId), blocking);
  }

  @Override
  public CompletionStage<Void> eraseModel(ModelId model) {
    return AskPattern.<SchedulerCommand, SchedulerCommand.Idle>ask(
            scheduler,
            replyTo -> new SchedulerCommand.CancelModel(model, replyTo),
            Models.PATIENCE,
            system.scheduler())
        .thenRunAsync(() -> erase(model), blocking);
  }

  private void erase(ModelId model) {
    classifier.use(model, Optional.empty());
    pins.unpin(model);
    datasets.erase(model);
    classifications.erase(model);
    tasks.erase(model);
    usage.erase(model);
    caches.erase(model);
  }
}
