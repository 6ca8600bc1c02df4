package sorrel.task.domain;

import java.time.Instant;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * The picture of a classification.
 *
 * @param format of the file, in lower case, such as {@code jpeg}
 * @param file its bytes as they came; never compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptPicture(
    TaskId task, ModelId model, String format, byte[] file, Instant createdAt) {}
