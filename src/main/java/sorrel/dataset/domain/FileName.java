package sorrel.dataset.domain;

import java.text.Normalizer;

/** A file's name made fit to be shown; never used as a path. */
public final class FileName {
  /** Characters kept: the end of a name tells files apart. */
  static final int LENGTH_MAX = 200;

  private FileName() {}

  /** The last part of a path, cleaned. */
  public static String last(String path) {
    String plain = path.replace('\\', '/');
    return clean(plain.substring(plain.lastIndexOf('/') + 1));
  }

  /** A path or name without characters that are not to be shown; the end of one that is long. */
  public static String clean(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    int[] shown = composed.codePoints().map(FileName::visible).toArray();
    if (shown.length <= LENGTH_MAX) {
      return new String(shown, 0, shown.length);
    }
    int kept = LENGTH_MAX - 1;
    return "\u2026" + new String(shown, shown.length - kept, kept);
  }

  private static int visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          '\uFFFD';
      default -> character;
    };
  }
}
