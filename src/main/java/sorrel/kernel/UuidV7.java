package sorrel.kernel;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. */
public final class UuidV7 {
  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  /** A new id of this moment; unique over all nodes but for 74 random bits. */
  public static UUID next() {
    return at(System.currentTimeMillis(), RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** The id with the given milliseconds since 1970 and random bits, of which 12 and 62 are used. */
  static UUID at(long unixMillis, long random12, long random62) {
    long high = (unixMillis << 16) | 0x7000L | (random12 & 0x0FFFL);
    long low = 0x8000_0000_0000_0000L | (random62 & 0x3FFF_FFFF_FFFF_FFFFL);
    return new UUID(high, low);
  }
}
