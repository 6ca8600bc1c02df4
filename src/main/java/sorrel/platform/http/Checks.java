package sorrel.platform.http;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong with an input, so that a person can mend it in one go. */
public final class Checks {
  private final List<FieldError> errors = new ArrayList<>();

  /** A body that checks more than its types; {@link Call#json} asks it. */
  public interface Checked {
    void check(Checks checks);
  }

  /** Notes an error unless the condition holds. */
  public Checks that(boolean holds, String pointer, String detail) {
    if (!holds) {
      errors.add(new FieldError(pointer, detail));
    }
    return this;
  }

  /** Notes an error unless the text, without the spaces around it, has this many characters. */
  public Checks length(String text, int min, int max, String pointer) {
    int length = text.strip().codePointCount(0, text.strip().length());
    return that(
        length >= min && length <= max,
        pointer,
        "must have %d to %d characters, has %d".formatted(min, max, length));
  }

  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /**
   * Does nothing if all held.
   *
   * @throws ProblemException a 400 that lists every error
   */
  public void orThrow() {
    if (!errors.isEmpty()) {
      throw HttpProblems.MALFORMED_REQUEST
          .because("The request is not valid; \"errors\" lists what to mend.")
          .withErrors(errors)
          .asException();
    }
  }
}
