package sorrel.dataset.domain;

/**
 * An image that others can be kin of.
 *
 * @param fingerprint as in {@link Look}; never compared here
 */
@SuppressWarnings("ArrayRecordComponent")
public record KinImage(Side side, byte[] fingerprint) {}
