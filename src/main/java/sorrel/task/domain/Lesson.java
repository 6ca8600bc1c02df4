package sorrel.task.domain;

import java.time.Instant;
import sorrel.kernel.ImageId;

/**
 * What the dataset learned from a verdict.
 *
 * @param image what the picture is in the dataset; it may have been there before
 * @param label the class, as it was called then
 */
public record Lesson(ImageId image, String label, Instant at) {}
