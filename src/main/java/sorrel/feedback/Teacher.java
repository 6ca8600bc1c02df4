package sorrel.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.Datasets;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetImage;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.Judgements;
import sorrel.task.KeptPictures;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.LessonOrder;
import sorrel.task.domain.RightClass;

/**
 * Does what is ordered: brings a judged picture into the dataset, moves it or takes it out, and has
 * the model catch up. An order stays open until all of that is on disk. Each step may be repeated,
 * because the picture's id in the dataset is fixed by the order: whoever goes on after a crash sees
 * what has been done.
 */
public final class Teacher {
  private static final Logger LOG = LoggerFactory.getLogger(Teacher.class);
  private static final UUID FIRST = new UUID(0, 0);

  private final Judgements judgements;
  private final KeptPictures pictures;
  private final Datasets datasets;
  private final Consumer<ModelId> catchUp;
  private final Turns turns = new Turns();

  /**
   * Teaches models by their datasets.
   *
   * @param catchUp has a model learn the changes of its pictures; returns once that is on disk,
   *     does nothing if the model is gone, and throws if it cannot be reached
   */
  public Teacher(
      Judgements judgements, KeptPictures pictures, Datasets datasets, Consumer<ModelId> catchUp) {
    this.judgements = judgements;
    this.pictures = pictures;
    this.datasets = datasets;
    this.catchUp = catchUp;
  }

  Turns turns() {
    return turns;
  }

  /** Does the orders that are open, going on where one fails; blocking. */
  public void settleAll() {
    for (List<LessonOrder> some = judgements.open(FIRST);
        !some.isEmpty();
        some = judgements.open(some.getLast().task().value())) {
      some.forEach(order -> settle(order.model(), order.task()));
    }
  }

  /** Does what is ordered for a task, or leaves it for later if that fails; blocking. */
  void settle(ModelId model, TaskId task) {
    boolean _ =
        turns.take(
            model,
            () -> {
              try {
                Optional<LessonOrder> order = open(task);
                while (order.isPresent()) {
                  work(order.get());
                  order = open(task);
                }
                return true;
              } catch (RuntimeException failure) {
                LOG.warn("the verdict on task {} is learned later", task, failure);
                return false;
              }
            });
  }

  private Optional<LessonOrder> open(TaskId task) {
    return judgements.order(task).filter(LessonOrder::open);
  }

  private void work(LessonOrder order) {
    order.wanted().ifPresentOrElse(right -> learn(order, right), () -> forget(order));
  }

  private void learn(LessonOrder order, RightClass right) {
    Optional<ImageId> image =
        datasets.find(order.ownImage()).isPresent() ? moved(order, right) : added(order, right);
    if (image.isEmpty()) {
      LOG.info("the verdict on task {} cannot be learned any more", order.task());
      judgements.forget(order);
      return;
    }
    if (image.get().equals(order.ownImage())) {
      catchUp.accept(order.model());
    }
    judgements.learned(order, image.get());
  }

  /** The picture in its class; empty if the class went meanwhile, and the picture with it. */
  private Optional<ImageId> moved(LessonOrder order, RightClass right) {
    datasets.move(order.model(), order.ownImage(), right.id());
    return datasets.find(order.ownImage()).map(DatasetImage::id);
  }

  private Optional<ImageId> added(LessonOrder order, RightClass right) {
    Optional<KeptPicture> picture = pictures.find(order.model(), order.task());
    return picture.flatMap(
        kept ->
            switch (add(order, right, kept)) {
              case AddedImage.New added -> Optional.of(added.image().id());
              case AddedImage.Known known ->
                  Optional.of(known.image())
                      .filter(image -> image.classId().equals(Optional.of(right.id())))
                      .map(DatasetImage::id);
              case AddedImage.Unreadable _, AddedImage.ClassGone _ -> Optional.empty();
            });
  }

  private AddedImage add(LessonOrder order, RightClass right, KeptPicture picture) {
    try {
      return datasets.add(
          order.model(),
          right.id(),
          order.ownImage(),
          "classification-%s.%s".formatted(order.task(), picture.format()),
          picture.file());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void forget(LessonOrder order) {
    if (judgements.handOver(order)) {
      return;
    }
    if (order.learned().isEmpty() || order.learned().get().equals(order.ownImage())) {
      datasets.remove(order.model(), order.ownImage());
      catchUp.accept(order.model());
    }
    judgements.forget(order);
  }
}
