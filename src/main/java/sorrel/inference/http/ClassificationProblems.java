package sorrel.inference.http;

import java.time.Duration;
import java.util.List;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What can be wrong with a classification. */
public final class ClassificationProblems {
  static final ProblemType NOT_TRAINED =
      new ProblemType("not-trained", 409, "The model has not been trained yet");
  static final ProblemType ADDRESS_REFUSED =
      new ProblemType("picture-address-refused", 422, "The picture is not fetched");

  public static final List<ProblemType> ALL = List.of(NOT_TRAINED, ADDRESS_REFUSED);

  private static final Duration SOON = Duration.ofSeconds(1);

  private ClassificationProblems() {}

  static Problem notTrained() {
    return NOT_TRAINED.because("Import pictures and start a training; then ask again.");
  }

  static Problem busy() {
    return HttpProblems.BUSY
        .because("Too many pictures wait to be classified. Nothing was done; try again soon.")
        .retryAfter(SOON);
  }

  static Problem broken() {
    return HttpProblems.BUSY
        .because("The model could not answer just now. Nothing was done; try again soon.")
        .retryAfter(SOON);
  }

  static Problem addressRefused() {
    return ADDRESS_REFUSED.because(
        "This server does not fetch pictures from other addresses. Send the picture itself as the"
            + " body, or as the multipart field \"file\".");
  }
}
