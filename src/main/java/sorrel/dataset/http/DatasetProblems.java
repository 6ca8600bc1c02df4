package sorrel.dataset.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import sorrel.dataset.domain.ImportFailure;
import sorrel.kernel.Allowance;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What can be wrong with a request about images, and how an import can fail. */
public final class DatasetProblems {
  /** Kinds that models answer with too; they are among theirs. */
  private static final Set<ImportFailure> OF_MODELS =
      EnumSet.of(ImportFailure.TOO_MANY_CLASSES, ImportFailure.QUOTA_REACHED);

  /** Every other kind here, for the pages and their test. */
  public static final List<ProblemType> ALL =
      Arrays.stream(ImportFailure.values())
          .filter(failure -> !OF_MODELS.contains(failure))
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

  static Problem noSuchClassInBin() {
    return HttpProblems.NOT_FOUND.because("There is no class with this id in the bin.");
  }

  static Problem tooManyClasses(int limit) {
    return type(ImportFailure.TOO_MANY_CLASSES)
        .because(
            "A model has at most %d classes, and that of these pictures is gone. Remove another class first."
                .formatted(limit));
  }

  static Problem unreadable(String reason, String sentence) {
    return PictureProblems.UNREADABLE.because(sentence).with("reason", reason);
  }

  static Problem quotaReached(Allowance room, String sentence) {
    return type(ImportFailure.QUOTA_REACHED)
        .because(sentence)
        .with("used", room.used())
        .with("allowed", room.allowed());
  }

  static Problem storageFull() {
    return type(ImportFailure.STORAGE_FULL)
        .because("The server's disk has too little room for this zip and its pictures. Free some.");
  }
}
