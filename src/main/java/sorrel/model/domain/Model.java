package sorrel.model.domain;

import java.util.List;
import sorrel.kernel.Decision;

/** A model in one of its states; the state alone tells what may happen next. */
public sealed interface Model permits UnknownModel, LiveModel, DeletedModel {
  /** What nothing has happened to yet. */
  static Model unknown() {
    return new UnknownModel();
  }

  /** Whether the command holds now, and what then happened; changes nothing. */
  Decision<ModelEvent, ModelRejection> decide(ModelCommand command);

  /** The state after an event; total, because what is in the journal did happen. */
  Model apply(ModelEvent event);

  /**
   * The work that must be under way in this state, in the order in which it is wanted. Each piece
   * may be started any number of times: after every event, after a crash, after a fail-over.
   */
  List<Obligation> obligations();

  /** Whether some of that work is unfinished, so that the model must be woken after a crash. */
  boolean hasWork();
}
