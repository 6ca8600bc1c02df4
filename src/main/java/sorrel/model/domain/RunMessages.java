package sorrel.model.domain;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sorrel.training.domain.JobReport;

/** What the owner reads when a run has ended. */
final class RunMessages {
  private static final String REST_FOLLOWS =
      " To be quick, only some of the new pictures were learned from; the others follow by themselves.";

  /** Not the check pictures, which the pages name so and which nothing is decided by. */
  private static final String COMPARED_BY = "pictures that attempts are compared by";

  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private RunMessages() {}

  static String ended(Run run, Candidate winner, Version version, JobReport.FinishDone done) {
    String goal = goal(run);
    String check =
        "right on %s, by the %d %s"
            .formatted(reached(run, winner.accuracy()), winner.total(), COMPARED_BY);
    String result =
        switch (run.ending().orElseThrow()) {
          case TARGET_REACHED -> "The goal, " + goal + ", was reached: " + check + ".";
          case BUDGET_SPENT ->
              "The time for this training was used up: "
                  + check
                  + "; the goal was "
                  + goal
                  + ". "
                  + help(run, done.weakest(), "More pictures or more time")
                  + " would help.";
          case ALL_TRAINED ->
              "Every way of learning was tried: "
                  + check
                  + "; the goal was "
                  + goal
                  + ". "
                  + help(run, done.weakest(), "More pictures of each class")
                  + " would help most.";
          case EXPANDED -> expanded(run, winner) + (done.partial() ? REST_FOLLOWS : "");
          case REFINED -> "The network was trained further and is better: " + check + ".";
          case CANCELLED, FAILED, LOST_TOO_MUCH, NOT_BETTER, OVERTAKEN -> "Training ended early.";
        };
    return result + " Version " + version.number() + " is now in use.";
  }

  /** What would help, by the classes that are worst. */
  private static String help(Run run, List<Integer> weakest, String otherwise) {
    return weakest.isEmpty()
        ? otherwise
        : "More pictures of "
            + weakest.stream()
                .map(label -> "\"" + run.classes().get(label).label() + "\"")
                .collect(Collectors.joining(" and "));
  }

  private static String expanded(Run run, Candidate winner) {
    String classes = "All %d classes are known now".formatted(run.classes().size());
    return winner
        .kept()
        .map(
            kept ->
                "%s; of pictures of those known before, it was right on %s, and is on %s, by the %s."
                    .formatted(
                        classes,
                        ofHundred((double) kept.before() / kept.total()),
                        ofHundred((double) kept.after() / kept.total()),
                        COMPARED_BY))
        .orElse(classes + ".");
  }

  /** A run that ended without a new version, though nothing failed. */
  static String left(Run run, RunEnding ending) {
    return switch (ending) {
      case LOST_TOO_MUCH ->
          "By this the model would have been right on %s fewer of 100 pictures of the classes known before; nothing was changed. Train the model again with all classes, or allow them to lose more."
              .formatted(plain(run.candidates().getFirst().kept().orElseThrow().lost()));
      case NOT_BETTER ->
          "Training the network further made it no better, or by no more than chance; nothing was changed.";
      case TARGET_REACHED,
          BUDGET_SPENT,
          ALL_TRAINED,
          EXPANDED,
          REFINED,
          OVERTAKEN,
          CANCELLED,
          FAILED ->
          throw new IllegalArgumentException("not such an ending: " + ending);
    };
  }

  static String overtaken() {
    return "Something newer was asked for and took its place.";
  }

  static String failed(String reason) {
    return "Training failed: " + reason + " Your pictures are safe; start the training again.";
  }

  private static String goal(Run run) {
    return exact(run.target());
  }

  /** As much as people see elsewhere, unless that hides that the goal was missed. */
  private static String reached(Run run, double accuracy) {
    boolean hidden = accuracy < run.target() && Math.round(accuracy * 100) >= run.target() * 100;
    return hidden ? exact(accuracy) : ofHundred(accuracy);
  }

  /** Never flattering: 99.6 is 99 unless it is all. */
  private static String ofHundred(double share) {
    return (share >= 1 ? 100 : Math.min(99, Math.round(share * 100))) + " of 100";
  }

  /** "99.9 of 100", "95 of 100". */
  private static String exact(double share) {
    return plain(share) + " of 100";
  }

  private static String plain(double share) {
    return new DecimalFormat("0.#", ENGLISH).format(share * 100);
  }
}
