package sorrel.task.domain;

import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * Which tasks to list, newest first.
 *
 * @param before only tasks older than this one
 * @param limit at most so many
 */
public record TaskQuery(
    AccountId account,
    Optional<ModelId> model,
    Optional<Task.Kind> kind,
    Optional<Task.Status> status,
    Optional<TaskId> before,
    int limit) {}
