package sorrel.inference;

/**
 * A picture's file that is to be kept with its classification.
 *
 * @param format in lower case, such as {@code jpeg}
 * @param bytes never compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record PictureFile(String format, byte[] bytes) {}
