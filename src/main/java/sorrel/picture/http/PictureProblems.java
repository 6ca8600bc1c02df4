package sorrel.picture.http;

import java.util.List;
import java.util.Locale;
import sorrel.picture.Reading;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What can be wrong with a picture. */
public final class PictureProblems {
  public static final ProblemType UNREADABLE =
      new ProblemType("unreadable-picture", 422, "The picture cannot be read");

  public static final List<ProblemType> ALL = List.of(UNREADABLE);

  private PictureProblems() {}

  /** The answer for a file that was refused, with the reason for programs. */
  public static Problem of(Reading.Unreadable reading) {
    return UNREADABLE
        .because(reading.sentence())
        .with("reason", reading.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
