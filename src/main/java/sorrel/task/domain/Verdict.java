package sorrel.task.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The user's word on a result.
 *
 * @param label the right class, where the user disagreed and said it
 */
public record Verdict(boolean agree, Optional<String> label, Instant at) {}
