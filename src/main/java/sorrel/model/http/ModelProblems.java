package sorrel.model.http;

import java.util.List;
import sorrel.kernel.Allowance;
import sorrel.model.domain.ModelRejection;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;

/** What a refusal of a model reads like. */
public final class ModelProblems {
  static final ProblemType LABEL_TAKEN =
      new ProblemType("label-taken", 409, "Another class has this label");
  static final ProblemType TOO_MANY_CLASSES =
      new ProblemType("too-many-classes", 422, "The model has as many classes as it can");
  static final ProblemType QUOTA_REACHED =
      new ProblemType("quota-reached", 422, "The account has as much as it may have");
  static final ProblemType RUN_UNDER_WAY =
      new ProblemType("run-under-way", 409, "The model is being trained");
  static final ProblemType IMPORT_UNDER_WAY =
      new ProblemType("import-under-way", 409, "Pictures are still arriving");
  static final ProblemType NOT_ENOUGH_PICTURES =
      new ProblemType("not-enough-pictures", 422, "There are too few pictures to learn from");
  static final ProblemType TRAINING_FAILED =
      new ProblemType("training-failed", 500, "The training failed");
  static final ProblemType NOT_EXPANDABLE =
      new ProblemType("not-expandable", 409, "The model cannot be expanded");
  static final ProblemType UP_TO_DATE =
      new ProblemType("up-to-date", 409, "The version in use is up to date");
  static final ProblemType INPUT_FIXED =
      new ProblemType("input-fixed", 409, "The model's input can no longer change");
  static final ProblemType MODEL_NOT_EMPTY =
      new ProblemType("model-not-empty", 409, "The model is not empty");

  public static final List<ProblemType> ALL =
      List.of(
          LABEL_TAKEN,
          TOO_MANY_CLASSES,
          QUOTA_REACHED,
          RUN_UNDER_WAY,
          IMPORT_UNDER_WAY,
          NOT_ENOUGH_PICTURES,
          NOT_EXPANDABLE,
          UP_TO_DATE,
          INPUT_FIXED,
          MODEL_NOT_EMPTY,
          TRAINING_FAILED);

  private ModelProblems() {}

  /** The answer for a model that is not there, or is another account's. */
  public static Problem noSuchModel() {
    return HttpProblems.NOT_FOUND.because("There is no model with this id in your account.");
  }

  static Problem quotaReached(Allowance models) {
    return QUOTA_REACHED
        .because(
            "Your account may have %s, and has %d. Delete one that is not needed, or ask an administrator for more."
                .formatted(
                    models.allowed() == 1 ? "1 model" : models.allowed() + " models",
                    models.used()))
        .with("used", models.used())
        .with("allowed", models.allowed());
  }

  static Problem notEmpty(long pictures) {
    return MODEL_NOT_EMPTY.because(
        "The model holds %d pictures, counting those in its bin, so it was not deleted. Delete them first, or leave \"only\" away."
            .formatted(pictures));
  }

  public static Problem of(ModelRejection rejection) {
    return switch (rejection) {
      case ModelRejection.NoSuchModel gone -> noSuchModel();
      case ModelRejection.AlreadyExists exists ->
          HttpProblems.CONFLICT.because("A model with this id exists already.");
      case ModelRejection.NoSuchClass gone ->
          HttpProblems.NOT_FOUND.because("The model has no class with this id.");
      case ModelRejection.LabelTaken taken ->
          LABEL_TAKEN.because(
              "The model already has a class \"%s\". Choose another label."
                  .formatted(taken.label()));
      case ModelRejection.TooManyClasses many ->
          TOO_MANY_CLASSES.because(
              "A model has at most %d classes. Remove some, or use a second model."
                  .formatted(many.limit()));
      case ModelRejection.NoSuchRun gone ->
          HttpProblems.NOT_FOUND.because("The model has no run with this id.");
      case ModelRejection.NoSuchVersion gone ->
          HttpProblems.NOT_FOUND.because("The model has no version %d.".formatted(gone.version()));
      case ModelRejection.RunUnderWay busy ->
          RUN_UNDER_WAY
              .because("Wait until the run has ended, or cancel it.")
              .with("run", busy.run().toString());
      case ModelRejection.ImportUnderWay busy ->
          IMPORT_UNDER_WAY.because("Wait until the import has ended, then ask again.");
      case ModelRejection.NoPictures none ->
          NOT_ENOUGH_PICTURES.because("The model has no pictures yet. Import some first.");
      case ModelRejection.TooFewClasses few ->
          NOT_ENOUGH_PICTURES.because(
              "The model has %d classes and needs at least %d. Import pictures of another class."
                  .formatted(few.having(), few.needed()));
      case ModelRejection.TooFewPictures few ->
          NOT_ENOUGH_PICTURES.because(
              "The class \"%s\" has %d pictures to learn from and needs at least %d. Add pictures, or remove the class."
                  .formatted(few.label(), few.having(), few.needed()));
      case ModelRejection.NothingServes nothing ->
          NOT_EXPANDABLE.because(
              "No version of the model is in use yet. Train it first; it learns all its classes then.");
      case ModelRejection.NotExpandable fixed ->
          NOT_EXPANDABLE.because(
              "The model was made as not expandable. Set \"expandable\" to true, or train it again.");
      case ModelRejection.UpToDate now ->
          UP_TO_DATE.because(
              "Version %d already knows all classes and pictures. Add or remove some first."
                  .formatted(now.version()));
      case ModelRejection.NotEmpty kept -> notEmpty(kept.images());
      case ModelRejection.PipelineFixed fixed ->
          INPUT_FIXED.because(
              "A version was trained for this input. Make a new model for another one.");
    };
  }
}
