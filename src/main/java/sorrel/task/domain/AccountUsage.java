package sorrel.task.domain;

import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.ModelId;

/**
 * How often one of an account's models was asked in a period.
 *
 * @param model empty for all those together that were asked least
 */
public record AccountUsage(
    Instant start, Optional<ModelId> model, long answered, long unknown, long failed) {}
