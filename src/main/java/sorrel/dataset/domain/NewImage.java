package sorrel.dataset.domain;

import java.util.Optional;

/**
 * An image to be added.
 *
 * @param look empty for a refused one, and where there is next to nothing to see
 */
public record NewImage(DatasetImage image, Optional<Look> look) {}
