package sorrel.model.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.Decision;

/** Rules about a model's name, settings and classes. */
final class Catalogue {
  private Catalogue() {}

  static Decision<ModelEvent, ModelRejection> change(LiveModel model, ModelCommand.Change change) {
    List<ModelEvent> events = new ArrayList<>();
    change
        .name()
        .filter(name -> !name.equals(model.name()))
        .ifPresent(name -> events.add(new ModelEvent.Renamed(name, change.at())));
    change
        .settings()
        .filter(settings -> !settings.equals(model.settings()))
        .ifPresent(settings -> events.add(new ModelEvent.SettingsChanged(settings, change.at())));
    if (change.pipeline().isPresent() && !change.pipeline().equals(model.pipeline())) {
      if (!model.versions().isEmpty() || model.activeRun().isPresent()) {
        return Decision.reject(new ModelRejection.PipelineFixed());
      }
      events.add(new ModelEvent.PipelineChosen(change.pipeline().get(), change.at()));
    }
    return Decision.accept(events);
  }

  static Decision<ModelEvent, ModelRejection> addClass(LiveModel model, ModelCommand.AddClass add) {
    if (model.classOf(add.added().id()).isPresent()) {
      // Sent again; it may have been renamed since.
      return Decision.alreadyDone();
    }
    if (model.erasing().contains(add.added().id())) {
      return Decision.reject(new ModelRejection.NoSuchClass());
    }
    return added(model, add.added(), add.at());
  }

  static Decision<ModelEvent, ModelRejection> restoreClass(
      LiveModel model, ModelCommand.RestoreClass restore) {
    NewClass removed = restore.removed();
    if (model.classOf(removed.id()).isPresent()) {
      return Decision.alreadyDone();
    }
    return model.erasing().contains(removed.id())
        ? added(
            model, removed, restore.at(), new ModelEvent.ClassErased(removed.id(), restore.at()))
        : added(model, removed, restore.at());
  }

  private static Decision<ModelEvent, ModelRejection> added(
      LiveModel model, NewClass added, Instant at, ModelEvent... before) {
    if (model.classNamed(added.label()).isPresent()) {
      return Decision.reject(new ModelRejection.LabelTaken(added.label()));
    }
    if (model.classes().size() >= ModelLimits.CLASSES_MAX) {
      return Decision.reject(new ModelRejection.TooManyClasses(ModelLimits.CLASSES_MAX));
    }
    List<ModelEvent> events = new ArrayList<>(List.of(before));
    events.add(new ModelEvent.ClassAdded(added.id(), added.label(), at));
    return Decision.accept(events);
  }

  static Decision<ModelEvent, ModelRejection> renameClass(
      LiveModel model, ModelCommand.RenameClass rename) {
    Optional<ModelClass> renamed = model.classOf(rename.classId());
    if (renamed.isEmpty()) {
      return Decision.reject(new ModelRejection.NoSuchClass());
    }
    if (renamed.get().label().equals(rename.label())) {
      return Decision.alreadyDone();
    }
    return model.classNamed(rename.label()).isPresent()
        ? Decision.reject(new ModelRejection.LabelTaken(rename.label()))
        : Decision.accept(
            new ModelEvent.ClassRenamed(rename.classId(), rename.label(), rename.at()));
  }

  static Decision<ModelEvent, ModelRejection> removeClass(
      LiveModel model, ModelCommand.RemoveClass remove) {
    boolean done =
        model.classOf(remove.classId()).isEmpty()
            // Said again late: the class was removed then, and has been put back since.
            || remove.change().filter(model.recentChanges()::contains).isPresent();
    return done
        ? Decision.alreadyDone()
        : Decision.accept(
            new ModelEvent.ClassRemoved(remove.classId(), remove.change(), remove.at()));
  }
}
