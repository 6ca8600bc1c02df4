package sorrel.model.actor;

import akka.actor.typed.ActorRef;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.model.domain.Candidate;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Obligation;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.model.domain.Run;
import sorrel.model.domain.Version;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.TrainingJob;

/**
 * Starts what a model's state calls for. Called after each change and every few seconds while there
 * is work, so everything here may be repeated and a lost message costs seconds.
 */
public final class ModelDuties implements BiConsumer<ModelId, Model> {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDuties.class);

  /** What other contexts do for a model. */
  public interface Elsewhere {
    /** Makes the model's server use this version; may be repeated. */
    void serve(ModelId model, Optional<Version> version);

    /** Removes the images of a class. */
    CompletionStage<Void> eraseClass(ModelId model, ClassId classId);

    /** Removes all rows and blobs once no running work needs them. */
    CompletionStage<Void> eraseModel(ModelId model);
  }

  private final ActorRef<SchedulerCommand> scheduler;
  private final Elsewhere elsewhere;
  private final BiConsumer<ModelId, ModelMessage> models;
  private final InstantSource clock;
  private final Set<Object> underWay = ConcurrentHashMap.newKeySet();

  public ModelDuties(
      ActorRef<SchedulerCommand> scheduler,
      Elsewhere elsewhere,
      BiConsumer<ModelId, ModelMessage> models,
      InstantSource clock) {
    this.scheduler = scheduler;
    this.elsewhere = elsewhere;
    this.models = models;
    this.clock = clock;
  }

  @Override
  public void accept(ModelId id, Model state) {
    state.obligations().forEach(obligation -> fulfil(id, state, obligation));
  }

  private void fulfil(ModelId id, Model state, Obligation obligation) {
    switch (obligation) {
      case Obligation.Train train ->
          scheduler.tell(new SchedulerCommand.Submit(round(state, train), priority(train.run())));
      case Obligation.Finish finish ->
          scheduler.tell(new SchedulerCommand.Submit(finishing(state, finish), Optional.empty()));
      case Obligation.StopJobs stop -> scheduler.tell(new SchedulerCommand.CancelRun(stop.run()));
      case Obligation.Expand expand ->
          models.accept(
              id,
              new ModelMessage.Tell(
                  ModelCommand.StartExpansion.alone(RunId.next(), clock.instant())));
      case Obligation.ServeVersion serve -> elsewhere.serve(id, serve.version());
      case Obligation.EraseClass erase ->
          once(
              erase,
              id,
              () -> elsewhere.eraseClass(id, erase.classId()),
              () -> new ModelCommand.ConfirmClassErased(erase.classId(), clock.instant()));
      case Obligation.EraseModel erase ->
          once(
              id,
              id,
              () -> elsewhere.eraseModel(id),
              () -> new ModelCommand.Erase(clock.instant()));
    }
  }

  private static Optional<JobPriority> priority(Run run) {
    return run.purpose() instanceof Purpose.Refinement
        ? Optional.of(JobPriority.REFINES)
        : Optional.empty();
  }

  private static TrainingJob round(Model state, Obligation.Train train) {
    LiveModel model = (LiveModel) state;
    Run run = train.run();
    Candidate candidate = run.candidates().get(train.candidate());
    return switch (candidate.plan()) {
      case Plan.Train plan ->
          round(model, train, learning(model, run, plan), candidate.checkpoint().or(plan::from));
      case Plan.Tune plan ->
          round(model, train, learning(model, run, plan), candidate.checkpoint());
      case Plan.Fit plan ->
          new TrainingJob.Fit(
              key(model, run), model.owner(), train.candidate(), fitting(model, run, plan));
    };
  }

  private static TrainingJob round(
      LiveModel model,
      Obligation.Train train,
      TrainingJob.Learning learning,
      Optional<Sha256> from) {
    return new TrainingJob.Round(
        key(model, train.run()),
        model.owner(),
        train.candidate(),
        learning,
        from,
        train.run().candidates().get(train.candidate()).epochs(),
        train.epochs(),
        train.epochsPlanned());
  }

  private static JobKey key(LiveModel model, Run run) {
    return new JobKey(model.id(), run.id(), run.step());
  }

  private static TrainingJob finishing(Model state, Obligation.Finish finish) {
    LiveModel model = (LiveModel) state;
    Run run = finish.run();
    JobKey key = key(model, run);
    return switch (run.candidates().get(finish.candidate()).plan()) {
      case Plan.Train plan ->
          new TrainingJob.Finish(
              key,
              model.owner(),
              finish.candidate(),
              learning(model, run, plan),
              finish.checkpoint());
      case Plan.Tune plan ->
          new TrainingJob.Finish(
              key,
              model.owner(),
              finish.candidate(),
              learning(model, run, plan),
              finish.checkpoint());
      case Plan.Fit plan ->
          new TrainingJob.FinishFit(
              key,
              model.owner(),
              finish.candidate(),
              fitting(model, run, plan),
              finish.checkpoint());
    };
  }

  private static TrainingJob.Learning learning(LiveModel model, Run run, Plan.Train plan) {
    return learning(
        run,
        new TrainingJob.Generated(plan.architecture()),
        plan.recipe(),
        model.pipeline().orElseThrow());
  }

  private static TrainingJob.Learning learning(LiveModel model, Run run, Plan.Tune plan) {
    return learning(
        run,
        new TrainingJob.Given(plan.name(), plan.network(), table(model, run, plan)),
        plan.recipe(),
        plan.takes());
  }

  /** The features of pictures by the network as it is, from which its first head is solved. */
  private static Sha256 table(LiveModel model, Run run, Plan.Tune plan) {
    Optional<Sha256> table =
        run.purpose() instanceof Purpose.Refinement refinement
            ? model.version(refinement.base()).map(base -> base.files().table())
            : run.tableFor(plan);
    return table.orElseThrow();
  }

  private static TrainingJob.Learning learning(
      Run run, TrainingJob.Subject subject, Recipe recipe, ImagePipeline pipeline) {
    return new TrainingJob.Learning(
        subject,
        recipe,
        pipeline,
        run.classes().stream().map(Version.OutputClass::id).toList(),
        run.startedAt());
  }

  private static TrainingJob.Fitting fitting(LiveModel model, Run run, Plan.Fit plan) {
    return new TrainingJob.Fitting(
        plan.name(),
        plan.network(),
        plan.takes(),
        run.classes().stream().map(Version.OutputClass::id).toList(),
        run.startedAt(),
        plan.base().flatMap(model::version).map(ModelDuties::base),
        run.purpose() instanceof Purpose.Expansion expansion && expansion.soon());
  }

  private static TrainingJob.Base base(Version version) {
    return new TrainingJob.Base(
        version.files().head(),
        version.files().table(),
        version
            .trained()
            .map(each -> new TrainingJob.Weights(each.architecture(), each.checkpoint())));
  }

  /** Does a piece of work unless it is under way already, and tells the model when it is done. */
  private void once(
      Object key,
      ModelId id,
      Supplier<CompletionStage<Void>> work,
      Supplier<ModelCommand> confirmation) {
    if (!underWay.add(key)) {
      return;
    }
    work.get()
        .whenComplete(
            (done, failure) -> {
              underWay.remove(key);
              if (failure == null) {
                models.accept(id, new ModelMessage.Tell(confirmation.get()));
              } else {
                LOG.warn("model {}: {} failed, will be tried again", id, key, failure);
              }
            });
  }
}
