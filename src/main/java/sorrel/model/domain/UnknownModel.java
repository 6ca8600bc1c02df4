package sorrel.model.domain;

import java.util.List;
import sorrel.kernel.Decision;

/** A model that was never made. */
public record UnknownModel() implements Model {
  @Override
  public Decision<ModelEvent, ModelRejection> decide(ModelCommand command) {
    return switch (command) {
      case ModelCommand.Create create -> Decision.accept(created(create));
      default -> Decision.reject(new ModelRejection.NoSuchModel());
    };
  }

  private static ModelEvent created(ModelCommand.Create create) {
    return new ModelEvent.Created(
        create.model(),
        create.owner(),
        create.name(),
        create.settings(),
        create.pipeline(),
        create.at());
  }

  @Override
  public Model apply(ModelEvent event) {
    return switch (event) {
      case ModelEvent.Created created -> LiveModel.from(created);
      // The journal of an erased model is cut down to its last event.
      case ModelEvent.Erased erased -> new DeletedModel(true, erased.at());
      default -> throw new IllegalStateException("the first event was " + event);
    };
  }

  @Override
  public List<Obligation> obligations() {
    return List.of();
  }

  @Override
  public boolean hasWork() {
    return false;
  }
}
