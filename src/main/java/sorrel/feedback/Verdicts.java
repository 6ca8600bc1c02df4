package sorrel.feedback;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sorrel.dataset.Datasets;
import sorrel.dataset.domain.DatasetImage;
import sorrel.feedback.domain.VerdictRefusal;
import sorrel.feedback.domain.Wish;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelClass;
import sorrel.task.Judgements;
import sorrel.task.KeptPictures;
import sorrel.task.Tasks;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Task;
import sorrel.task.domain.Verdict;

/**
 * Verdicts on classifications, and lessons: pictures that a dataset has because of a verdict. Every
 * call blocks and may be repeated; what it answers is on disk, and the lesson is learned then or
 * soon after.
 */
public final class Verdicts {
  private final Tasks tasks;
  private final Models models;
  private final Judgements judgements;
  private final KeptPictures pictures;
  private final Datasets datasets;
  private final Teacher teacher;

  public Verdicts(
      Tasks tasks,
      Models models,
      Judgements judgements,
      KeptPictures pictures,
      Datasets datasets,
      Teacher teacher) {
    this.tasks = tasks;
    this.models = models;
    this.judgements = judgements;
    this.pictures = pictures;
    this.datasets = datasets;
    this.teacher = teacher;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** It holds; the task as it is now. */
    record Done(Task task) implements Outcome {}

    record Refused(VerdictRefusal reason) implements Outcome {}
  }

  /** A classification with its model, in its model's turn. */
  private record Case(Task task, LiveModel model, Optional<LessonOrder> order) {
    boolean isLearned() {
      return order.flatMap(LessonOrder::wanted).isPresent();
    }

    boolean wants(ModelClass right) {
      return order
          .flatMap(LessonOrder::wanted)
          .filter(wanted -> wanted.id().equals(right.id()))
          .isPresent();
    }
  }

  /**
   * Takes the user's word on a classification. A class that it names is learned if the model learns
   * from verdicts, or if something was learned of this picture before.
   *
   * @param named the right class by its id or label
   */
  public Outcome judge(AccountId account, TaskId id, boolean agree, Optional<String> named) {
    return inTurn(
        account,
        id,
        found -> {
          boolean learns = found.model().settings().learnFromVerdicts();
          Optional<ModelClass> right = named.flatMap(text -> named(found.model(), text));
          Optional<String> label = right.map(ModelClass::label).or(() -> named);
          if (Wish.of(named, learns, found.isLearned()) == Wish.FORGET) {
            return judged(found, agree, label, Optional.empty());
          }
          if (right.isEmpty()) {
            return refused(new VerdictRefusal.NoSuchClass(named.orElseThrow()));
          }
          Optional<VerdictRefusal> obstacle = obstacle(found, right.get());
          if (obstacle.filter(VerdictRefusal.NoPicture.class::isInstance).isPresent()) {
            return judged(found, agree, label, Optional.empty());
          }
          return obstacle.isPresent()
              ? refused(obstacle.get())
              : judged(found, agree, label, right.map(Verdicts::rightClass));
        });
  }

  /** Takes the user's word back, and what was learned from it. */
  public Outcome withdraw(AccountId account, TaskId id) {
    return inTurn(
        account,
        id,
        found -> {
          judgements.withdraw(found.model().id(), id);
          return settled(found);
        });
  }

  /** Learns from the verdict that was given, whether or not the model does so by itself. */
  public Outcome learn(AccountId account, TaskId id) {
    return inTurn(
        account,
        id,
        found -> {
          Optional<String> named = found.task().verdict().flatMap(Verdict::label);
          if (named.isEmpty()) {
            return refused(new VerdictRefusal.NothingToLearn());
          }
          Optional<ModelClass> right = named(found.model(), named.get());
          if (right.isEmpty()) {
            return refused(new VerdictRefusal.NoSuchClass(named.get()));
          }
          Optional<VerdictRefusal> obstacle =
              found.wants(right.get()) ? Optional.empty() : obstacle(found, right.get());
          if (obstacle.isPresent()) {
            return refused(obstacle.get());
          }
          judgements.order(found.model().id(), id, right.map(Verdicts::rightClass));
          return settled(found);
        });
  }

  /** Takes back what was learned from a verdict; the verdict stays. */
  public Outcome forget(AccountId account, TaskId id) {
    return inTurn(
        account,
        id,
        found -> {
          judgements.order(found.model().id(), id, Optional.empty());
          return settled(found);
        });
  }

  private Outcome inTurn(AccountId account, TaskId id, Function<Case, Outcome> work) {
    Optional<Task> task = tasks.find(account, id);
    if (task.isEmpty()) {
      return refused(new VerdictRefusal.NoSuchTask());
    }
    if (task.get().kind() != Task.Kind.CLASSIFICATION
        || task.get().status() != Task.Status.SUCCEEDED) {
      return refused(new VerdictRefusal.NotJudgeable());
    }
    Optional<LiveModel> model =
        models.find(account, task.get().model()).toCompletableFuture().join();
    return model
        .flatMap(
            live ->
                teacher
                    .turns()
                    .take(
                        live.id(),
                        () ->
                            tasks
                                .find(account, id)
                                .map(now -> new Case(now, live, judgements.order(id)))
                                .map(work)))
        .orElseGet(() -> refused(new VerdictRefusal.NoSuchTask()));
  }

  private Outcome judged(
      Case found, boolean agree, Optional<String> label, Optional<RightClass> right) {
    judgements.judge(found.model().id(), found.task().id(), agree, label, right);
    return settled(found);
  }

  private Outcome settled(Case found) {
    teacher.settle(found.model().id(), found.task().id());
    Optional<Task> task = tasks.find(found.task().account(), found.task().id());
    task.ifPresent(tasks::show);
    return task.<Outcome>map(Outcome.Done::new)
        .orElseGet(() -> refused(new VerdictRefusal.NoSuchTask()));
  }

  /** Why a picture cannot be learned as a class. */
  private Optional<VerdictRefusal> obstacle(Case found, ModelClass right) {
    Optional<DatasetImage> own = found.order().map(LessonOrder::ownImage).flatMap(datasets::find);
    if (own.isPresent()) {
      boolean shared = found.order().filter(judgements::isShared).isPresent();
      return shared ? knownOtherwise(found, own, right) : Optional.empty();
    }
    Optional<KeptPicture> picture = pictures.find(found.model().id(), found.task().id());
    return picture.isEmpty()
        ? Optional.of(new VerdictRefusal.NoPicture())
        : knownOtherwise(found, same(found, picture.get()), right);
  }

  /** The image of the dataset with the same bytes. */
  private Optional<DatasetImage> same(Case found, KeptPicture picture) {
    Sha256 content = Sha256.of(picture.file());
    ImageId image = datasets.byContent(found.model().id(), List.of(content)).get(content);
    return Optional.ofNullable(image).flatMap(datasets::find);
  }

  private static Optional<VerdictRefusal> knownOtherwise(
      Case found, Optional<DatasetImage> image, ModelClass right) {
    Optional<ClassId> known = image.flatMap(DatasetImage::classId);
    return known
        .filter(id -> !id.equals(right.id()))
        .map(id -> found.model().classOf(id).map(ModelClass::label).orElse(""))
        .map(VerdictRefusal.KnownOtherwise::new);
  }

  private static Optional<ModelClass> named(LiveModel model, String text) {
    return model.classes().stream()
        .filter(each -> each.id().toString().equalsIgnoreCase(text))
        .findFirst()
        .or(() -> model.classNamed(text));
  }

  private static RightClass rightClass(ModelClass right) {
    return new RightClass(right.id(), right.label());
  }

  private static Outcome refused(VerdictRefusal reason) {
    return new Outcome.Refused(reason);
  }
}
