package sorrel.platform.config;

import java.time.Duration;

/**
 * What becomes of pictures that people remove.
 *
 * @param binKeep how long they can be put back; zero if not at all
 */
public record DatasetSettings(Duration binKeep) {}
