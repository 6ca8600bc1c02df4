package sorrel.dataset.http;

import java.util.Arrays;
import java.util.List;
import sorrel.dataset.domain.ImportFailure;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What can be wrong with a request about images, and how an import can fail. */
public final class DatasetProblems {
  /** Every kind here, for the pages and their test; that of too many classes is the models'. */
  public static final List<ProblemType> ALL =
      Arrays.stream(ImportFailure.values())
          .filter(failure -> failure != ImportFailure.TOO_MANY_CLASSES)
          .map(DatasetProblems::type)
          .toList();

  private DatasetProblems() {}

  static ProblemType type(ImportFailure failure) {
    return new ProblemType(failure.slug(), failure.status(), failure.title());
  }

  static Problem noSuchModel() {
    return HttpProblems.NOT_FOUND.because("There is no model with this id in your account.");
  }

  static Problem noSuchImage() {
    return HttpProblems.NOT_FOUND.because("There is no image with this id in your account.");
  }

  static Problem noSuchClass(String asked) {
    return HttpProblems.NOT_FOUND.because(
        "The model has no class \"%s\". Add the class first, then its pictures.".formatted(asked));
  }

  static Problem unreadable(String reason, String sentence) {
    return PictureProblems.UNREADABLE.because(sentence).with("reason", reason);
  }

  static Problem storageFull() {
    return type(ImportFailure.STORAGE_FULL)
        .because("The server's disk has too little room for this zip and its pictures. Free some.");
  }
}
