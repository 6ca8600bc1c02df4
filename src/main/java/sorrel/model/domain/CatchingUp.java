package sorrel.model.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.Decision;

/**
 * Rules about an expansion that is owed: one that somebody wants as soon as nothing else is under
 * way. It is owed until a run has begun that reads the pictures as they were then, or later.
 */
final class CatchingUp {
  private CatchingUp() {}

  static Decision<ModelEvent, ModelRejection> owe(LiveModel model, ModelCommand.CatchUp catchUp) {
    boolean grows =
        model.settings().expandable()
            && (model.serving().isPresent() || model.activeRun().isPresent());
    boolean known = model.expansionOwed().filter(owed -> !owed.isBefore(catchUp.at())).isPresent();
    // A model without a version learns everything by its first training.
    return grows && !known
        ? Decision.accept(new ModelEvent.ExpansionOwed(catchUp.at()))
        : Decision.alreadyDone();
  }

  /** When an expansion begins: it reads all pictures that it is owed for, whatever the clocks. */
  static Instant beginning(LiveModel model, Instant asked) {
    return model.expansionOwed().filter(owed -> owed.isAfter(asked)).orElse(asked);
  }

  /** What is still owed once a run has begun; a search may end without a version. */
  static Optional<Instant> after(LiveModel model, Run begun) {
    return begun.purpose() instanceof Purpose.Expansion
        ? left(model, begun)
        : model.expansionOwed();
  }

  /** What is still owed once the version of a model's run serves. */
  static Optional<Instant> afterPromotion(LiveModel model) {
    return model.run().flatMap(run -> left(model, run));
  }

  /** What a run does not make up for. */
  static Optional<Instant> left(LiveModel model, Run run) {
    return model.expansionOwed().filter(owed -> owed.isAfter(run.startedAt()));
  }

  /** Whether the expansion that is owed can begin; what is under way is left to end by itself. */
  static boolean isDue(LiveModel model) {
    return model.expansionOwed().isPresent()
        && model.activeRun().isEmpty()
        && Growing.hindrance(model).isEmpty();
  }
}
