package sorrel.dataset.domain;

/**
 * What a picture looks like, to tell later whether another is nearly the same.
 *
 * @param code near pictures share most of its bits
 * @param fingerprint some hundred bytes; never compared here
 */
@SuppressWarnings("ArrayRecordComponent")
public record Look(long code, byte[] fingerprint) {}
