package sorrel.dataset.domain;

import java.text.Normalizer;
import java.util.Optional;

/** The rule for the name of a class that people see. */
public final class Label {
  /** Characters of a label: room for a sentence, and still one line of a table. */
  public static final int LENGTH_MAX = 100;

  private Label() {}

  /**
   * The label that a text stands for: composed (NFC) and without space around it, in its own case.
   * Empty when the text cannot be one: nothing left, longer than 100 characters, or with control
   * characters or characters that reverse the direction of writing.
   */
  public static Optional<String> of(String text) {
    String label = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    boolean fits =
        !label.isEmpty()
            && label.codePointCount(0, label.length()) <= LENGTH_MAX
            && label.codePoints().noneMatch(Label::isForbidden);
    return fits ? Optional.of(label) : Optional.empty();
  }

  private static boolean isForbidden(int character) {
    int type = Character.getType(character);
    boolean reverses =
        (character >= 0x202A && character <= 0x202E)
            || (character >= 0x2066 && character <= 0x2069);
    return reverses
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
