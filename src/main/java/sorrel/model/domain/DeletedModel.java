package sorrel.model.domain;

import java.time.Instant;
import java.util.List;
import sorrel.kernel.Decision;

/**
 * A model whose owner deleted it.
 *
 * @param erased whether its rows and blobs are gone
 * @param at when it came into this state
 */
public record DeletedModel(boolean erased, Instant at) implements Model {
  @Override
  public Decision<ModelEvent, ModelRejection> decide(ModelCommand command) {
    return switch (command) {
      case ModelCommand.Delete delete -> Decision.alreadyDone();
      case ModelCommand.DeleteEmpty delete -> Decision.alreadyDone();
      case ModelCommand.Erase erase ->
          erased ? Decision.alreadyDone() : Decision.accept(new ModelEvent.Erased(erase.at()));
      default -> Decision.reject(new ModelRejection.NoSuchModel());
    };
  }

  @Override
  public Model apply(ModelEvent event) {
    return event instanceof ModelEvent.Erased gone ? new DeletedModel(true, gone.at()) : this;
  }

  @Override
  public List<Obligation> obligations() {
    return erased ? List.of() : List.of(new Obligation.EraseModel());
  }

  @Override
  public boolean hasWork() {
    return !erased;
  }
}
