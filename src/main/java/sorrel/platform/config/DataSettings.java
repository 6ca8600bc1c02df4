package sorrel.platform.config;

import java.nio.file.Path;

/**
 * Where files are kept.
 *
 * @param folder absolute; holds blobs and the embedded database
 */
public record DataSettings(Path folder) {}
