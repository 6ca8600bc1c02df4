package sorrel.dataset.store;

/**
 * One entry of an archive, as its table of contents states it; nothing of it is verified.
 *
 * @param index its place in the archive, from 0
 * @param name for labels and messages, never a path
 * @param size bytes once expanded
 * @param packedSize bytes in the archive
 * @param method how it is packed: 0 not at all, 8 deflated
 * @param locked whether it takes a password
 * @param symbolicLink whether it stands for another file
 * @param crc32 the check sum of its expanded bytes
 * @param offset where its own header begins in the file
 */
public record ArchiveEntry(
    int index,
    String name,
    long size,
    long packedSize,
    int method,
    boolean locked,
    boolean symbolicLink,
    int crc32,
    long offset) {}
