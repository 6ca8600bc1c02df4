package sorrel.model;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.ModelAccess;
import sorrel.kernel.AccountId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.ClassDelta;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.NewClass;

/** Models as the dataset context asks them; waits on the calling thread, which may block. */
public final class ModelDatasetOwner implements DatasetOwner, ModelAccess {
  private final Models models;
  private final InstantSource clock;

  public ModelDatasetOwner(Models models, InstantSource clock) {
    this.models = models;
    this.clock = clock;
  }

  @Override
  public boolean owns(AccountId account, ModelId model) {
    return models.find(account, model).toCompletableFuture().join().isPresent();
  }

  @Override
  public Optional<List<DatasetClass>> classes(ModelId model) {
    Model state = models.look(model).toCompletableFuture().join();
    return state instanceof LiveModel live ? Optional.of(classes(live)) : Optional.empty();
  }

  private static List<DatasetClass> classes(LiveModel model) {
    return model.classes().stream().map(each -> new DatasetClass(each.id(), each.label())).toList();
  }

  @Override
  public Opening open(ModelId model, TaskId importId, List<DatasetClass> wanted) {
    List<NewClass> classes =
        wanted.stream().map(each -> new NewClass(each.id(), each.label())).toList();
    return switch (ask(model, new ModelCommand.OpenImport(importId, classes, clock.instant()))) {
      case Answer.Now(LiveModel live) -> new Opening.Opened(classes(live));
      case Answer.Now gone -> new Opening.ModelGone();
      case Answer.Refused(ModelRejection.TooManyClasses many) ->
          new Opening.TooManyClasses(many.limit());
      case Answer.Refused gone -> new Opening.ModelGone();
    };
  }

  @Override
  public Returning restore(ModelId model, DatasetClass removed) {
    NewClass again = new NewClass(removed.id(), removed.label());
    return switch (ask(model, new ModelCommand.RestoreClass(again, clock.instant()))) {
      case Answer.Now(LiveModel _) -> new Returning.Returned(removed.id());
      case Answer.Now _ -> new Returning.ModelGone();
      case Answer.Refused(ModelRejection.LabelTaken _) -> named(model, removed.label());
      case Answer.Refused(ModelRejection.TooManyClasses many) ->
          new Returning.TooManyClasses(many.limit());
      case Answer.Refused _ -> new Returning.ModelGone();
    };
  }

  /** The class of that label; where it has just been renamed, the model is asked again. */
  private Returning named(ModelId model, String label) {
    return classes(model).stream()
        .flatMap(List::stream)
        .filter(each -> each.label().equals(label))
        .findFirst()
        .<Returning>map(each -> new Returning.Returned(each.id()))
        .orElseThrow(() -> new IllegalStateException("the class was renamed in that moment"));
  }

  @Override
  public Counting count(DatasetChange change) {
    List<ClassDelta> deltas =
        change.deltas().stream()
            .map(each -> new ClassDelta(each.classId(), each.training(), each.testing()))
            .toList();
    ModelCommand command = new ModelCommand.ChangeDataset(change.id(), deltas, clock.instant());
    return switch (ask(change.model(), command)) {
      case Answer.Now counted -> Counting.COUNTED;
      case Answer.Refused(ModelRejection.NoSuchClass gone) -> Counting.CLASS_GONE;
      case Answer.Refused gone -> Counting.MODEL_GONE;
    };
  }

  @Override
  public void close(ModelId model, TaskId importId, Optional<ImagePipeline> suggested) {
    ask(model, new ModelCommand.CloseImport(importId, suggested, clock.instant()));
  }

  private Answer ask(ModelId model, ModelCommand command) {
    return models.ask(model, command).toCompletableFuture().join();
  }
}
