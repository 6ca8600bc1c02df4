package sorrel.model.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.Decision;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.TaskId;

/**
 * A model in use.
 *
 * @param pipeline empty until the first import decided it, or the first run
 * @param classes in the order in which they were added
 * @param erasing removed classes whose images still have to go
 * @param datasetRevision changes of the dataset so far
 * @param recentChanges the newest changes of the dataset, removals of classes among them, so that
 *     one sent again does not count twice
 * @param imports open ones
 * @param run the newest run, under way or ended
 * @param earlierRuns the last few before it, newest first
 * @param versions oldest first
 * @param serving the number of the version in use
 * @param expansionOwed until when changes of the pictures have to be learned by an expansion that
 *     has not begun yet
 */
public record LiveModel(
    ModelId id,
    AccountId owner,
    String name,
    ModelSettings settings,
    Optional<ImagePipeline> pipeline,
    List<ModelClass> classes,
    List<ClassId> erasing,
    long datasetRevision,
    List<UUID> recentChanges,
    List<TaskId> imports,
    Optional<Run> run,
    List<Run> earlierRuns,
    List<Version> versions,
    Optional<Integer> serving,
    Optional<Instant> expansionOwed,
    Instant createdAt)
    implements Model {
  /** What a person sees a model as. */
  public enum Stage {
    EMPTY,
    READY_TO_TRAIN,
    TRAINING,
    SERVING,
    EXPANDING
  }

  static LiveModel from(ModelEvent.Created created) {
    return new LiveModel(
        created.model(),
        created.owner(),
        created.name(),
        created.settings(),
        created.pipeline(),
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        created.at());
  }

  public Stage stage() {
    if (activeRun().isPresent()) {
      return switch (activeRun().get().purpose()) {
        case Purpose.Search search -> Stage.TRAINING;
        case Purpose.Expansion expansion -> Stage.EXPANDING;
        // What was asked for is done; this makes it better.
        case Purpose.Refinement refinement -> Stage.SERVING;
      };
    }
    if (serving.isPresent()) {
      return Stage.SERVING;
    }
    return classes.stream().anyMatch(each -> each.training() > 0)
        ? Stage.READY_TO_TRAIN
        : Stage.EMPTY;
  }

  public Optional<Run> activeRun() {
    return run.filter(newest -> !newest.finished());
  }

  /** A run that the state still tells of: the newest, or one of the few before it. */
  public Optional<Run> run(RunId id) {
    return Stream.concat(run.stream(), earlierRuns.stream())
        .filter(each -> each.id().equals(id))
        .findFirst();
  }

  public Optional<Version> servingVersion() {
    return serving.flatMap(this::version);
  }

  public Optional<Version> version(int number) {
    return versions.stream().filter(each -> each.number() == number).findFirst();
  }

  public Optional<ModelClass> classOf(ClassId classId) {
    return classes.stream().filter(each -> each.id().equals(classId)).findFirst();
  }

  public Optional<ModelClass> classNamed(String label) {
    return classes.stream().filter(each -> each.label().equals(label)).findFirst();
  }

  /** Whether all is there for a run but the input: its images came one at a time. */
  public boolean lacksOnlyInput() {
    return Running.hindrance(this).equals(Optional.of(new ModelRejection.NoPictures()));
  }

  /** Images in the training split. */
  public int trainingImages() {
    return classes.stream().mapToInt(ModelClass::training).sum();
  }

  /** Images of both splits. */
  private int images() {
    return classes.stream().mapToInt(each -> each.training() + each.testing()).sum();
  }

  @Override
  public Decision<ModelEvent, ModelRejection> decide(ModelCommand command) {
    return switch (command) {
      case ModelCommand.Create create ->
          create.owner().equals(owner)
              ? Decision.alreadyDone()
              : Decision.reject(new ModelRejection.AlreadyExists());
      case ModelCommand.Change change -> Catalogue.change(this, change);
      case ModelCommand.AddClass add -> Catalogue.addClass(this, add);
      case ModelCommand.RenameClass rename -> Catalogue.renameClass(this, rename);
      case ModelCommand.RestoreClass restore -> Catalogue.restoreClass(this, restore);
      case ModelCommand.RemoveClass remove -> Catalogue.removeClass(this, remove);
      case ModelCommand.ConfirmClassErased erased ->
          erasing.contains(erased.classId())
              ? Decision.accept(new ModelEvent.ClassErased(erased.classId(), erased.at()))
              : Decision.alreadyDone();
      case ModelCommand.OpenImport open -> Intake.open(this, open);
      case ModelCommand.ChangeDataset change -> Intake.change(this, change);
      case ModelCommand.CloseImport close -> Intake.close(this, close);
      case ModelCommand.StartRun start -> Running.start(this, start);
      case ModelCommand.StartExpansion start -> Growing.start(this, start);
      case ModelCommand.CatchUp catchUp -> CatchingUp.owe(this, catchUp);
      case ModelCommand.CancelRun cancel -> Running.cancel(this, cancel);
      case ModelCommand.Report report -> Running.report(this, report);
      case ModelCommand.Serve serve -> serve(serve);
      case ModelCommand.Delete delete -> Decision.accept(new ModelEvent.Deleted(delete.at()));
      case ModelCommand.DeleteEmpty delete -> deleteEmpty(delete);
      case ModelCommand.Erase erase -> Decision.alreadyDone();
    };
  }

  private Decision<ModelEvent, ModelRejection> serve(ModelCommand.Serve serve) {
    if (version(serve.version()).isEmpty()) {
      return Decision.reject(new ModelRejection.NoSuchVersion(serve.version()));
    }
    return serving.equals(Optional.of(serve.version()))
        ? Decision.alreadyDone()
        : Decision.accept(new ModelEvent.ServingChanged(serve.version(), serve.at()));
  }

  private Decision<ModelEvent, ModelRejection> deleteEmpty(ModelCommand.DeleteEmpty delete) {
    if (!imports.isEmpty()) {
      return Decision.reject(new ModelRejection.ImportUnderWay());
    }
    return images() > 0
        ? Decision.reject(new ModelRejection.NotEmpty(images()))
        : Decision.accept(new ModelEvent.Deleted(delete.at()));
  }

  @Override
  public Model apply(ModelEvent event) {
    return switch (event) {
      case ModelEvent.Created created -> from(created);
      case ModelEvent.Renamed renamed -> edit().name(renamed.name()).done();
      case ModelEvent.SettingsChanged changed -> edit().settings(changed.settings()).done();
      case ModelEvent.PipelineChosen chosen -> edit().pipeline(chosen.pipeline()).done();
      case ModelEvent.ClassAdded added ->
          edit()
              .classes(plus(classes, new ModelClass(added.classId(), added.label(), 0, 0)))
              .done();
      case ModelEvent.ClassRenamed renamed ->
          edit()
              .classes(
                  classes.stream()
                      .map(
                          each ->
                              each.id().equals(renamed.classId())
                                  ? each.named(renamed.label())
                                  : each)
                      .toList())
              .done();
      case ModelEvent.ClassRemoved removed ->
          edit()
              .classes(
                  classes.stream().filter(each -> !each.id().equals(removed.classId())).toList())
              .erasing(plus(erasing, removed.classId()))
              .datasetRevision(datasetRevision + 1)
              .recentChanges(removed.change().map(this::remembering).orElse(recentChanges))
              .done();
      case ModelEvent.ClassErased erased ->
          edit()
              .erasing(erasing.stream().filter(each -> !each.equals(erased.classId())).toList())
              .done();
      case ModelEvent.ImportOpened opened -> edit().imports(plus(imports, opened.task())).done();
      case ModelEvent.DatasetChanged changed -> Intake.apply(this, changed);
      case ModelEvent.ImportClosed closed ->
          edit()
              .imports(imports.stream().filter(each -> !each.equals(closed.task())).toList())
              .done();
      case ModelEvent.ExpansionOwed owed -> edit().expansionOwed(Optional.of(owed.at())).done();
      case ModelEvent.RunStarted started ->
          edit()
              .run(started.run())
              .earlierRuns(earlier())
              .expansionOwed(CatchingUp.after(this, started.run()))
              .done();
      case ModelEvent.RoundFinished round -> edit().run(run.orElseThrow().with(round)).done();
      case ModelEvent.JobFailed failed -> edit().run(run.orElseThrow().with(failed)).done();
      case ModelEvent.WinnerChosen chosen -> edit().run(run.orElseThrow().with(chosen)).done();
      case ModelEvent.Promoted promoted -> promoted(promoted);
      case ModelEvent.RunEnded ended -> edit().run(run.orElseThrow().with(ended)).done();
      case ModelEvent.ServingChanged changed -> edit().serving(changed.version()).done();
      case ModelEvent.Deleted deleted -> new DeletedModel(false, deleted.at());
      case ModelEvent.Erased erased -> new DeletedModel(true, erased.at());
    };
  }

  /** The newest changes with one more. */
  List<UUID> remembering(UUID change) {
    List<UUID> longer = plus(recentChanges, change);
    return longer.size() > ModelLimits.CHANGES_REMEMBERED
        ? List.copyOf(longer.subList(1, longer.size()))
        : longer;
  }

  private List<Run> earlier() {
    return Stream.concat(run.stream(), earlierRuns.stream())
        .limit(ModelLimits.EARLIER_RUNS_KEPT)
        .toList();
  }

  private LiveModel promoted(ModelEvent.Promoted promoted) {
    List<Version> kept = plus(versions, promoted.version());
    if (kept.size() > ModelLimits.VERSIONS_KEPT) {
      kept = kept.subList(kept.size() - ModelLimits.VERSIONS_KEPT, kept.size());
    }
    return edit()
        .run(run.orElseThrow().with(promoted))
        .versions(kept)
        .serving(promoted.version().number())
        .expansionOwed(CatchingUp.afterPromotion(this))
        .done();
  }

  @Override
  public List<Obligation> obligations() {
    List<Obligation> wanted = new ArrayList<>();
    erasing.forEach(classId -> wanted.add(new Obligation.EraseClass(classId)));
    earlierRuns.stream()
        .filter(earlier -> earlier.ending().equals(Optional.of(RunEnding.OVERTAKEN)))
        .forEach(earlier -> wanted.add(new Obligation.StopJobs(earlier.id())));
    run.ifPresent(newest -> wanted.add(Running.obligation(newest)));
    if (CatchingUp.isDue(this)) {
      wanted.add(new Obligation.Expand());
    }
    wanted.add(new Obligation.ServeVersion(servingVersion()));
    return wanted;
  }

  @Override
  public boolean hasWork() {
    return activeRun().isPresent() || !erasing.isEmpty() || CatchingUp.isDue(this);
  }

  ModelEdit edit() {
    return new ModelEdit(this);
  }

  static <T> List<T> plus(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list);
    longer.add(item);
    return List.copyOf(longer);
  }
}
