package sorrel.model.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sorrel.kernel.ClassId;
import sorrel.kernel.Decision;

/** Rules about imports and about counting images. */
final class Intake {
  private Intake() {}

  static Decision<ModelEvent, ModelRejection> open(LiveModel model, ModelCommand.OpenImport open) {
    if (model.imports().contains(open.task())) {
      // Its classes were added then; one that was renamed or removed meanwhile must not come back.
      return Decision.alreadyDone();
    }
    List<ModelEvent> events = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    model.classes().forEach(each -> labels.add(each.label()));
    for (NewClass wanted : open.classes()) {
      if (isNew(model, wanted.id()) && labels.add(wanted.label())) {
        events.add(new ModelEvent.ClassAdded(wanted.id(), wanted.label(), open.at()));
      }
    }
    if (labels.size() > ModelLimits.CLASSES_MAX) {
      return Decision.reject(new ModelRejection.TooManyClasses(ModelLimits.CLASSES_MAX));
    }
    events.add(new ModelEvent.ImportOpened(open.task(), open.at()));
    return Decision.accept(events);
  }

  private static boolean isNew(LiveModel model, ClassId id) {
    return model.classOf(id).isEmpty() && !model.erasing().contains(id);
  }

  static Decision<ModelEvent, ModelRejection> change(
      LiveModel model, ModelCommand.ChangeDataset change) {
    if (model.recentChanges().contains(change.change())) {
      return Decision.alreadyDone();
    }
    // A class that was removed meanwhile takes no images: whoever stored them removes them.
    boolean known =
        change.deltas().stream().allMatch(delta -> model.classOf(delta.classId()).isPresent());
    return known
        ? Decision.accept(
            new ModelEvent.DatasetChanged(change.change(), change.deltas(), change.at()))
        : Decision.reject(new ModelRejection.NoSuchClass());
  }

  static LiveModel apply(LiveModel model, ModelEvent.DatasetChanged changed) {
    Map<ClassId, ClassDelta> deltas = new HashMap<>();
    changed.deltas().forEach(delta -> deltas.merge(delta.classId(), delta, ClassDelta::plus));
    return model
        .edit()
        .classes(
            model.classes().stream()
                .map(
                    each -> deltas.containsKey(each.id()) ? each.plus(deltas.get(each.id())) : each)
                .toList())
        .datasetRevision(model.datasetRevision() + 1)
        .recentChanges(model.remembering(changed.change()))
        .done();
  }

  static Decision<ModelEvent, ModelRejection> close(
      LiveModel model, ModelCommand.CloseImport close) {
    if (!model.imports().contains(close.task())) {
      return Decision.alreadyDone();
    }
    List<ModelEvent> events = new ArrayList<>();
    if (model.pipeline().isEmpty()) {
      close
          .suggested()
          .ifPresent(chosen -> events.add(new ModelEvent.PipelineChosen(chosen, close.at())));
    }
    events.add(new ModelEvent.ImportClosed(close.task(), close.at()));
    return Decision.accept(events);
  }
}
