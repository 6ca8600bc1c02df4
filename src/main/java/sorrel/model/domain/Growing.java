package sorrel.model.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.Decision;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Recipe;

/** Rules about how a version in use grows: by a new head at once, by a refinement after it. */
final class Growing {
  private Growing() {}

  static Decision<ModelEvent, ModelRejection> start(
      LiveModel model, ModelCommand.StartExpansion start) {
    if (model.run(start.run()).isPresent()) {
      return Decision.alreadyDone();
    }
    Optional<ModelRejection> hindrance = hindrance(model);
    if (hindrance.isPresent()) {
      return Decision.reject(hindrance.get());
    }
    List<ModelEvent> events = new ArrayList<>();
    overtaken(model, start.at()).ifPresent(events::add);
    events.add(new ModelEvent.RunStarted(expansion(model, start), start.at()));
    return Decision.accept(events);
  }

  static Optional<ModelRejection> hindrance(LiveModel model) {
    Optional<Version> base = model.servingVersion();
    if (base.isEmpty()) {
      return Optional.of(new ModelRejection.NothingServes());
    }
    if (!model.settings().expandable()) {
      return Optional.of(new ModelRejection.NotExpandable());
    }
    return Running.hindrance(model)
        .or(
            () ->
                model.expansionOwed().isEmpty()
                        && base.get().datasetRevision() == model.datasetRevision()
                    ? Optional.of(new ModelRejection.UpToDate(base.get().number()))
                    : Optional.empty());
  }

  /** Ends a refinement that stands in the way of what was asked for; it can be done again later. */
  static Optional<ModelEvent> overtaken(LiveModel model, Instant at) {
    return model
        .activeRun()
        .filter(run -> run.purpose() instanceof Purpose.Refinement)
        .map(
            run ->
                new ModelEvent.RunEnded(
                    run.id(), RunEnding.OVERTAKEN, RunMessages.overtaken(), at));
  }

  private static Run expansion(LiveModel model, ModelCommand.StartExpansion start) {
    Version base = model.servingVersion().orElseThrow();
    Plan head =
        new Plan.Fit(
            base.architecture(),
            base.parameters(),
            base.files().network(),
            base.pipeline(),
            Optional.of(base.number()));
    return Run.begun(
        start.run(),
        new Purpose.Expansion(
            base.number(), start.mayLose(), start.refinement(), Optional.of(start.all())),
        model,
        model.settings().targetAccuracy(),
        start.budget(),
        List.of(Candidate.fresh(head)),
        CatchingUp.beginning(model, start.at()));
  }

  /** The refinement that follows an expansion whose network can be trained further. */
  static Optional<ModelEvent> refinement(Run expansion, Version version, Instant at) {
    if (!(expansion.purpose() instanceof Purpose.Expansion purpose)) {
      return Optional.empty();
    }
    return purpose
        .refinement()
        .flatMap(
            next ->
                refining(expansion, version, next).map(plan -> run(expansion, version, plan, next)))
        .map(run -> new ModelEvent.RunStarted(run, at));
  }

  private static Optional<Plan> refining(Run expansion, Version version, Purpose.Next next) {
    if (version.trained().isPresent()) {
      Version.Trained trained = version.trained().get();
      return Optional.of(
          new Plan.Train(
              trained.architecture(),
              trained.recipe().refining(),
              Optional.of(trained.checkpoint())));
    }
    // A network that was given is large; it is left alone where its head does what was asked for.
    return expansion.candidates().getFirst().accuracy() >= expansion.target()
        ? Optional.empty()
        : Plan.Tune.of(
            version.architecture(),
            version.parameters(),
            version.files().network(),
            version.pipeline(),
            Recipe.forFineTuning(
                expansion.trainingImages(),
                Augmentation.cautious(version.pipeline().input()),
                next.run().value().getLeastSignificantBits()));
  }

  private static Run run(Run expansion, Version version, Plan plan, Purpose.Next next) {
    return expansion.followedBy(
        next.run(),
        new Purpose.Refinement(version.number(), expansion.candidates().getFirst().accuracy()),
        next.budget(),
        List.of(Candidate.fresh(plan)));
  }
}
