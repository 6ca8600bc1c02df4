package sorrel.platform.config;

import java.time.Duration;

/**
 * How long pictures of classifications are kept.
 *
 * @param picturesAgeMax of a picture
 * @param picturesBytesMax of all pictures of one model
 */
public record FeedbackSettings(Duration picturesAgeMax, long picturesBytesMax) {}
