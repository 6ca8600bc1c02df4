package sorrel.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of some bytes, as 64 lower-case hexadecimal digits; the address of a blob. */
public record Sha256(String hex) {
  private static final int DIGITS = 64;

  public Sha256 {
    if (!isForm(hex)) {
      throw new IllegalArgumentException("not a SHA-256: " + hex);
    }
  }

  /** By hand: hashes are made by the hundred thousand, and a pattern takes a microsecond each. */
  private static boolean isForm(String hex) {
    if (hex.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char digit = hex.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  public static Sha256 of(byte[] content) {
    return new Sha256(HexFormat.of().formatHex(digest().digest(content)));
  }

  /** The hash that a finished {@link #digest()} holds; resets it. */
  public static Sha256 from(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /** A digest to feed piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** The hash as 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  public static Sha256 ofBytes(byte[] hash) {
    return new Sha256(HexFormat.of().formatHex(hash));
  }

  @Override
  public String toString() {
    return hex;
  }
}
