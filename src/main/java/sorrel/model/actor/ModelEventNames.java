package sorrel.model.actor;

import java.util.Map;
import java.util.Set;
import sorrel.model.domain.DeletedModel;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelEvent;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.model.domain.UnknownModel;
import sorrel.platform.serialization.EventNames;
import sorrel.training.domain.Layer;

/** The names of a model's events and states in the journal; a name is for ever. */
final class ModelEventNames implements EventNames {
  @Override
  public Map<String, Class<? extends Record>> names() {
    return Map.ofEntries(
        Map.entry("model-created/1", ModelEvent.Created.class),
        Map.entry("model-renamed/1", ModelEvent.Renamed.class),
        Map.entry("model-settings-changed/1", ModelEvent.SettingsChanged.class),
        Map.entry("model-pipeline-chosen/1", ModelEvent.PipelineChosen.class),
        Map.entry("model-class-added/1", ModelEvent.ClassAdded.class),
        Map.entry("model-class-renamed/1", ModelEvent.ClassRenamed.class),
        Map.entry("model-class-removed/1", ModelEvent.ClassRemoved.class),
        Map.entry("model-class-erased/1", ModelEvent.ClassErased.class),
        Map.entry("model-import-opened/1", ModelEvent.ImportOpened.class),
        Map.entry("model-dataset-changed/1", ModelEvent.DatasetChanged.class),
        Map.entry("model-import-closed/1", ModelEvent.ImportClosed.class),
        Map.entry("model-expansion-owed/1", ModelEvent.ExpansionOwed.class),
        Map.entry("model-run-started/1", ModelEvent.RunStarted.class),
        Map.entry("model-round-finished/1", ModelEvent.RoundFinished.class),
        Map.entry("model-job-failed/1", ModelEvent.JobFailed.class),
        Map.entry("model-winner-chosen/1", ModelEvent.WinnerChosen.class),
        Map.entry("model-promoted/1", ModelEvent.Promoted.class),
        Map.entry("model-run-ended/1", ModelEvent.RunEnded.class),
        Map.entry("model-serving-changed/1", ModelEvent.ServingChanged.class),
        Map.entry("model-deleted/1", ModelEvent.Deleted.class),
        Map.entry("model-erased/1", ModelEvent.Erased.class),
        Map.entry("model-state-unknown/1", UnknownModel.class),
        Map.entry("model-state-live/1", LiveModel.class),
        Map.entry("model-state-deleted/1", DeletedModel.class));
  }

  @Override
  public Set<Class<?>> sealedTypes() {
    return Set.of(Layer.class, Plan.class, Purpose.class);
  }
}
