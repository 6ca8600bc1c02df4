package sorrel.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import sorrel.inference.domain.Classification;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.task.Usage;
import sorrel.task.domain.ModelUse;

/** Counts what models are asked, whether it is kept as a task or not. */
public record UseCounts(Usage usage, InstantSource clock) {
  /** The model answered. */
  public void answered(LiveModel model, Classification result, Duration took) {
    answered(model.owner(), model.id(), result, took);
  }

  void answered(AccountId owner, ModelId model, Classification result, Duration took) {
    ModelUse.Answer answer = new ModelUse.Answer(result.best().label(), result.unknown(), took);
    usage.add(new ModelUse(owner, model, clock.instant(), Optional.of(answer)));
  }

  /** The picture could not be read, or the model was too busy or could not be run. */
  public void failed(LiveModel model) {
    failed(model.owner(), model.id());
  }

  void failed(AccountId owner, ModelId model) {
    usage.add(new ModelUse(owner, model, clock.instant(), Optional.empty()));
  }
}
