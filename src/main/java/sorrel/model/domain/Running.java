package sorrel.model.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.Decision;
import sorrel.training.domain.JobReport;

/** Rules about runs: how one starts, what a report of a job leads to, how it ends. */
final class Running {
  private Running() {}

  static Decision<ModelEvent, ModelRejection> start(LiveModel model, ModelCommand.StartRun start) {
    if (model.run(start.run()).isPresent()) {
      return Decision.alreadyDone();
    }
    Optional<ModelRejection> hindrance = hindrance(model);
    if (hindrance.isPresent()) {
      return Decision.reject(hindrance.get());
    }
    List<ModelEvent> events = new ArrayList<>();
    Growing.overtaken(model, start.at()).ifPresent(events::add);
    events.add(new ModelEvent.RunStarted(fresh(model, start), start.at()));
    return Decision.accept(events);
  }

  /** Why nothing can be learned now; a refinement gives way. */
  static Optional<ModelRejection> hindrance(LiveModel model) {
    Optional<Run> busy =
        model.activeRun().filter(run -> !(run.purpose() instanceof Purpose.Refinement));
    if (busy.isPresent()) {
      return Optional.of(new ModelRejection.RunUnderWay(busy.get().id()));
    }
    if (!model.imports().isEmpty()) {
      return Optional.of(new ModelRejection.ImportUnderWay());
    }
    if (model.classes().size() < ModelLimits.CLASSES_MIN) {
      return Optional.of(
          new ModelRejection.TooFewClasses(model.classes().size(), ModelLimits.CLASSES_MIN));
    }
    for (ModelClass each : model.classes()) {
      if (each.training() < ModelLimits.TRAINING_IMAGES_MIN) {
        return Optional.of(
            new ModelRejection.TooFewPictures(
                each.label(), each.training(), ModelLimits.TRAINING_IMAGES_MIN));
      }
    }
    return model.pipeline().isEmpty()
        ? Optional.of(new ModelRejection.NoPictures())
        : Optional.empty();
  }

  private static Run fresh(LiveModel model, ModelCommand.StartRun start) {
    return Run.begun(
        start.run(),
        new Purpose.Search(),
        model,
        start.target().orElse(model.settings().targetAccuracy()),
        start.budget(),
        FirstCandidates.of(model, start),
        start.at());
  }

  static Decision<ModelEvent, ModelRejection> cancel(
      LiveModel model, ModelCommand.CancelRun cancel) {
    Optional<Run> run = model.run(cancel.run());
    if (run.isEmpty()) {
      return Decision.reject(new ModelRejection.NoSuchRun());
    }
    return run.get().finished()
        ? Decision.alreadyDone()
        : Decision.accept(
            new ModelEvent.RunEnded(
                cancel.run(),
                RunEnding.CANCELLED,
                "Training was stopped by its owner.",
                cancel.at()));
  }

  static Decision<ModelEvent, ModelRejection> report(LiveModel model, ModelCommand.Report command) {
    JobReport report = command.report();
    Optional<Run> active =
        model
            .activeRun()
            .filter(run -> run.id().equals(report.key().run()))
            .filter(run -> run.step() == report.key().step());
    if (active.isEmpty()) {
      // A report of a job that was overtaken: reported twice, or of a run that ended.
      return Decision.alreadyDone();
    }
    Run run = active.get();
    return switch (report) {
      case JobReport.RoundDone done -> roundDone(run, done, command);
      case JobReport.FinishDone done -> finishDone(model, run, done, command);
      case JobReport.Failed failed -> failed(run, failed, command);
      case JobReport.Stopped stopped -> Decision.alreadyDone();
    };
  }

  private static Decision<ModelEvent, ModelRejection> roundDone(
      Run run, JobReport.RoundDone done, ModelCommand.Report command) {
    ModelEvent.RoundFinished round =
        new ModelEvent.RoundFinished(
            run.id(),
            run.step(),
            done.candidate(),
            done.epochs(),
            done.right(),
            done.total(),
            done.loss(),
            done.seconds(),
            done.checkpoint(),
            done.kept(),
            command.at());
    List<ModelEvent> events = new ArrayList<>(List.of(round));
    consequence(run.with(round), command).ifPresent(events::add);
    return Decision.accept(events);
  }

  private static Decision<ModelEvent, ModelRejection> failed(
      Run run, JobReport.Failed failed, ModelCommand.Report command) {
    ModelEvent.JobFailed event =
        new ModelEvent.JobFailed(
            run.id(), run.step(), failed.candidate(), failed.reason(), command.at());
    List<ModelEvent> events = new ArrayList<>(List.of(event));
    Run after = run.with(event);
    if (after.winner().isEmpty()) {
      consequence(after, command).ifPresent(events::add);
    } else if (after.candidates().get(failed.candidate()).givenUp()) {
      events.add(
          new ModelEvent.RunEnded(
              run.id(), RunEnding.FAILED, RunMessages.failed(failed.reason()), command.at()));
    }
    return Decision.accept(events);
  }

  private static RunPolicy.Next next(Run run) {
    return switch (run.purpose()) {
      case Purpose.Search search -> RunPolicy.next(run);
      case Purpose.Expansion expansion -> GrowthPolicy.next(run, expansion);
      case Purpose.Refinement refinement -> GrowthPolicy.next(run, refinement);
    };
  }

  /** What the state after a job calls for at once. */
  private static Optional<ModelEvent> consequence(Run run, ModelCommand.Report command) {
    return switch (next(run)) {
      case RunPolicy.Next.Train train -> Optional.empty();
      case RunPolicy.Next.Choose choose ->
          Optional.of(
              new ModelEvent.WinnerChosen(
                  run.id(), choose.candidate(), choose.ending(), command.at()));
      case RunPolicy.Next.GiveUp giveUp ->
          Optional.of(
              new ModelEvent.RunEnded(
                  run.id(), RunEnding.FAILED, RunMessages.failed(giveUp.reason()), command.at()));
      case RunPolicy.Next.Leave leave ->
          Optional.of(
              new ModelEvent.RunEnded(
                  run.id(), leave.ending(), RunMessages.left(run, leave.ending()), command.at()));
    };
  }

  private static Decision<ModelEvent, ModelRejection> finishDone(
      LiveModel model, Run run, JobReport.FinishDone done, ModelCommand.Report command) {
    Candidate winner = run.candidates().get(done.candidate());
    int newest = model.versions().isEmpty() ? 0 : model.versions().getLast().number();
    Version version =
        new Version(
            newest + 1,
            run.id(),
            winner.plan().name(),
            winner.plan().parameters(),
            winner.plan().pipeline().or(model::pipeline).orElseThrow(),
            run.classes(),
            new Version.VersionFiles(done.network(), done.head(), done.table()),
            trained(model, run, winner, done),
            done.report(),
            done.right(),
            done.total(),
            run.datasetRevision(),
            command.at());
    List<ModelEvent> events = new ArrayList<>();
    events.add(new ModelEvent.Promoted(run.id(), version, command.at()));
    events.add(
        new ModelEvent.RunEnded(
            run.id(),
            run.ending().orElseThrow(),
            RunMessages.ended(run, winner, version, done),
            command.at()));
    if (done.partial() && CatchingUp.left(model, run).isEmpty()) {
      events.add(new ModelEvent.ExpansionOwed(run.startedAt()));
    }
    Growing.refinement(run, version, command.at()).ifPresent(events::add);
    return Decision.accept(events);
  }

  /** What a version's network can be trained further from. */
  private static Optional<Version.Trained> trained(
      LiveModel model, Run run, Candidate winner, JobReport.FinishDone done) {
    return switch (winner.plan()) {
      case Plan.Train train ->
          Optional.of(
              new Version.Trained(
                  train.architecture(), train.recipe(), winner.checkpoint().orElseThrow()));
      // Its graph can be trained further as any that is given.
      case Plan.Tune _ -> Optional.empty();
      case Plan.Fit fit ->
          fit.base()
              .flatMap(model::version)
              .flatMap(Version::trained)
              .flatMap(
                  old ->
                      done.checkpoint()
                          .map(
                              grafted ->
                                  new Version.Trained(
                                      old.architecture().withClasses(run.classes().size()),
                                      old.recipe(),
                                      grafted)));
    };
  }

  /** What a run calls for: its next job, or that nothing of it goes on. */
  static Obligation obligation(Run run) {
    if (run.finished()) {
      return new Obligation.StopJobs(run.id());
    }
    if (run.winner().isPresent()) {
      int winner = run.winner().get();
      return new Obligation.Finish(
          run, winner, run.candidates().get(winner).checkpoint().orElseThrow());
    }
    return switch (next(run)) {
      case RunPolicy.Next.Train train ->
          new Obligation.Train(run, train.candidate(), train.epochs(), train.epochsPlanned());
      // The event that led here already said so; there is no such state.
      case RunPolicy.Next.Choose choose -> new Obligation.StopJobs(run.id());
      case RunPolicy.Next.GiveUp giveUp -> new Obligation.StopJobs(run.id());
      case RunPolicy.Next.Leave leave -> new Obligation.StopJobs(run.id());
    };
  }
}
