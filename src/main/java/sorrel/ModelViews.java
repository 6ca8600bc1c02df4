package sorrel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.function.Consumer;
import sorrel.model.RunTasks;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelProjection;
import sorrel.model.domain.DeletedModel;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.store.ModelIndex;
import sorrel.platform.persistence.Journal;
import sorrel.task.LiveEvent;
import sorrel.task.LiveFeed;
import sorrel.task.Tasks;

/** Shows a model's newest state: in lists, as its run's task, and to pages that watch. */
record ModelViews(
    ModelIndex index, Tasks tasks, RunTasks runs, LiveFeed live, ObjectMapper json, Journal journal)
    implements Consumer<ModelProjection.Change> {

  @Override
  public void accept(ModelProjection.Change change) {
    Model state = change.state();
    index.write(change.model(), change.revision(), state);
    if (state instanceof LiveModel model) {
      // A run that ended as the next one began may have been shown as under way.
      model.earlierRuns().forEach(run -> tasks.record(runs.of(model, run)));
      model.run().ifPresent(run -> tasks.record(runs.of(model, run)));
      live.publish(new LiveEvent(model.owner(), "model", changed(model)));
    } else if (state instanceof DeletedModel deleted && deleted.erased()) {
      journal.forget(ModelEntity.KEY.name() + "|" + change.model());
    }
  }

  /**
   * Pages read what they show of the model again; a whole state would be much to send each time.
   */
  private String changed(LiveModel model) {
    try {
      return json.writeValueAsString(Map.of("id", model.id(), "state", model.stage()));
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
