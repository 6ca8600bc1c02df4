package sorrel.picture;

import java.io.Serial;

/** A refusal on its way from a decoder to {@link PictureReader}, which makes a value of it. */
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  Refusal(Reason reason, String sentence) {
    // Without a stack trace: it is an expected answer, and filling one costs more than decoding.
    super(sentence, null, false, false);
    this.reason = reason;
  }

  Refusal(Reason reason) {
    this(reason, reason.sentence());
  }

  Reading.Unreadable reading() {
    return new Reading.Unreadable(reason, getMessage());
  }
}
