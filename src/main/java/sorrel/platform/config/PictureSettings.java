package sorrel.platform.config;

/**
 * Bounds of one picture, checked before it is decoded.
 *
 * @param bytesMax of its file
 * @param pixelsMax height times width
 */
public record PictureSettings(long bytesMax, long pixelsMax) {}
