package sorrel.platform.config;

/**
 * Bounds of an import.
 *
 * @param entriesMax entries of one zip, folders and hidden files included
 * @param expandedBytesMax bytes that the entries of one zip unpack to
 * @param batchPictures pictures added to a model in one step
 * @param packBytes about how large a pack of images grows
 */
public record ImportSettings(
    int entriesMax, long expandedBytesMax, int batchPictures, long packBytes) {}
