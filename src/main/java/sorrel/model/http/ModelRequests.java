package sorrel.model.http;

import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.model.domain.ModelSettings;
import sorrel.platform.http.Checks;

/** Bodies of requests about models. */
final class ModelRequests {
  private static final int NAME_MAX = 100;
  private static final int SIDE_MIN = 8;

  /** Beyond it a network trained from the beginning is out of reach of two cores. */
  private static final int SIDE_MAX = 256;

  /** Above it most pictures that the model does know would be called unknown. */
  private static final double UNKNOWN_MAX = 0.5;

  private static final int CANDIDATES_MAX = 10;
  private static final Duration BUDGET_MIN = Duration.ofSeconds(1);
  private static final Duration BUDGET_MAX = Duration.ofDays(7);

  private ModelRequests() {}

  /**
   * A new model. The input is given, or taken from a sample picture, or else from the first import.
   *
   * @param samplePicture the bytes of a picture file, in base64
   */
  record NewModel(
      String name,
      Optional<Double> targetAccuracy,
      Optional<Boolean> expandable,
      Optional<String> history,
      Optional<Double> unknownThreshold,
      Optional<Boolean> keepPictures,
      Optional<Boolean> learnFromVerdicts,
      Optional<ModelJson.InputJson> input,
      Optional<byte[]> samplePicture)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(name, 1, NAME_MAX, "/name");
      checkTarget(checks, targetAccuracy);
      checkHistory(checks, history);
      checkUnknown(checks, unknownThreshold);
      input.ifPresent(each -> checkInput(checks, each));
      checks.that(
          input.isEmpty() || samplePicture.isEmpty(),
          "/samplePicture",
          "is not needed where \"input\" is given");
    }

    ModelSettings settings(double targetDefault) {
      return new ModelSettings(
          targetAccuracy.orElse(targetDefault),
          expandable.orElse(true),
          history.map(ModelRequests::history).orElse(ModelSettings.History.DURABLE),
          unknownThreshold,
          keepPictures,
          learnFromVerdicts);
    }
  }

  /** What is to change; the rest stays. */
  record ModelChange(
      Optional<String> name,
      Optional<Double> targetAccuracy,
      Optional<Boolean> expandable,
      Optional<String> history,
      Optional<Double> unknownThreshold,
      Optional<Boolean> keepPictures,
      Optional<Boolean> learnFromVerdicts,
      Optional<ModelJson.InputJson> input)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      name.ifPresent(text -> checks.length(text, 1, NAME_MAX, "/name"));
      checkTarget(checks, targetAccuracy);
      checkHistory(checks, history);
      checkUnknown(checks, unknownThreshold);
      input.ifPresent(each -> checkInput(checks, each));
    }

    ModelSettings settings(ModelSettings old) {
      return new ModelSettings(
          targetAccuracy.orElse(old.targetAccuracy()),
          expandable.orElse(old.expandable()),
          history.map(ModelRequests::history).orElse(old.history()),
          unknownThreshold.or(old::unknownBelow),
          keepPictures.or(old::picturesWanted),
          learnFromVerdicts.or(old::learning));
    }
  }

  /** A class by its label. */
  record ClassLabel(String label) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(label, 1, NAME_MAX, "/label");
      checks.that(
          label.chars().noneMatch(Character::isISOControl),
          "/label",
          "must not hold control characters");
    }

    String clean() {
      return Normalizer.normalize(label.strip(), Normalizer.Form.NFC);
    }
  }

  /** A search to be started. */
  record NewRun(
      Optional<Double> targetAccuracy, Optional<Duration> budget, Optional<Integer> candidates)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checkTarget(checks, targetAccuracy);
      budget.ifPresent(
          time ->
              checks.that(
                  time.compareTo(BUDGET_MIN) >= 0 && time.compareTo(BUDGET_MAX) <= 0,
                  "/budget",
                  "must be from one second to seven days, such as \"PT15M\""));
      candidates.ifPresent(
          number ->
              checks.that(
                  number >= 1 && number <= CANDIDATES_MAX,
                  "/candidates",
                  "must be from 1 to " + CANDIDATES_MAX));
    }
  }

  /**
   * A version to be brought up to date.
   *
   * @param mayLose how much of their accuracy the classes it knows may lose, 0 to 1
   * @param refine whether its network is trained further afterwards
   */
  record NewExpansion(Optional<Double> mayLose, Optional<Boolean> refine)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      mayLose.ifPresent(
          share ->
              checks.that(
                  share >= 0 && share <= 1, "/mayLose", "must be from 0 to 1, such as 0.05"));
    }
  }

  /** The version to put in use. */
  record Serving(int version) {}

  static ImagePipeline pipeline(ModelJson.InputJson input) {
    return new ImagePipeline(
        new ImageShape(input.height(), input.width(), input.channels()),
        input
            .fit()
            .map(word -> ImagePipeline.Fit.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(ImagePipeline.Fit.CROP));
  }

  private static ModelSettings.History history(String word) {
    return ModelSettings.History.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static void checkTarget(Checks checks, Optional<Double> target) {
    target.ifPresent(
        value ->
            checks.that(
                value > 0 && value <= 1,
                "/targetAccuracy",
                "must be above 0 and at most 1, such as 0.95"));
  }

  private static void checkUnknown(Checks checks, Optional<Double> threshold) {
    threshold.ifPresent(
        value ->
            checks.that(
                value >= 0 && value <= UNKNOWN_MAX,
                "/unknownThreshold",
                "must be from 0, which knows every picture, to " + UNKNOWN_MAX));
  }

  private static void checkHistory(Checks checks, Optional<String> history) {
    history.ifPresent(
        word ->
            checks.that(
                word.equals("durable") || word.equals("none"),
                "/history",
                "must be \"durable\" or \"none\""));
  }

  private static void checkInput(Checks checks, ModelJson.InputJson input) {
    checks.that(side(input.width()), "/input/width", sides());
    checks.that(side(input.height()), "/input/height", sides());
    checks.that(
        input.channels() == 1 || input.channels() == 3,
        "/input/channels",
        "must be 1 for grey or 3 for colour");
    input
        .fit()
        .ifPresent(
            word ->
                checks.that(
                    word.equals("crop") || word.equals("pad") || word.equals("stretch"),
                    "/input/fit",
                    "must be \"crop\", \"pad\" or \"stretch\""));
  }

  private static boolean side(int pixels) {
    return pixels >= SIDE_MIN && pixels <= SIDE_MAX;
  }

  private static String sides() {
    return "must be from %d to %d pixels".formatted(SIDE_MIN, SIDE_MAX);
  }
}
