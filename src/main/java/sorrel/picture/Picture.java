package sorrel.picture;

/**
 * A picture, upright.
 *
 * @param format the format of its file
 * @param width pixels of the file's picture once upright; {@code pixels} may be fewer
 * @param height pixels of the file's picture once upright; {@code pixels} may be fewer
 * @param pixels upright; thinned out when a small side was asked for, see {@link PictureReader}
 * @param looksGrey stored as grey, or in colour with nearly equal channels everywhere
 */
public record Picture(
    PictureFormat format, int width, int height, Pixels pixels, boolean looksGrey) {}
