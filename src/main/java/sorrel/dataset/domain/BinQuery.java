package sorrel.dataset.domain;

import java.util.Optional;
import sorrel.kernel.ModelId;

/**
 * Which removed pictures of a model to list, those removed last first.
 *
 * @param before the number of the last one of the page before
 * @param limit how many at most
 */
public record BinQuery(ModelId model, Optional<Long> before, int limit) {}
