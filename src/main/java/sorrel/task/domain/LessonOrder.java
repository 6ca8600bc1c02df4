package sorrel.task.domain;

import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * What is to become of a judged picture in the dataset.
 *
 * @param version counted up with each order for the task
 * @param open whether it still has to be done
 * @param ownImage the id the picture gets if the dataset does not have it; always the same
 * @param wanted the class to learn it as; empty to forget it
 * @param learned the image that was learned; another's where the dataset had the picture before
 */
public record LessonOrder(
    TaskId task,
    AccountId account,
    ModelId model,
    int version,
    boolean open,
    ImageId ownImage,
    Optional<RightClass> wanted,
    Optional<ImageId> learned) {}
