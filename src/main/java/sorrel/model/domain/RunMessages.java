package sorrel.model.domain;

import java.util.Locale;

/** What the owner reads when a run has ended. */
final class RunMessages {
  private RunMessages() {}

  static String ended(Run run, Candidate winner, Version version) {
    String goal = percent(run.target());
    String reached = percent(winner.accuracy());
    String check = "%s right on the %d check pictures".formatted(reached, winner.total());
    String result =
        switch (run.ending().orElseThrow()) {
          case TARGET_REACHED -> "The goal of " + goal + " was reached: " + check + ".";
          case BUDGET_SPENT ->
              "The time for this training was used up: "
                  + check
                  + "; the goal was "
                  + goal
                  + ". More pictures or more time would help.";
          case ALL_TRAINED ->
              "Every way of learning was tried: "
                  + check
                  + "; the goal was "
                  + goal
                  + ". More pictures of each class would help most.";
          case CANCELLED, FAILED -> "Training ended early.";
        };
    return result + " Version " + version.number() + " is now in use.";
  }

  static String failed(String reason) {
    return "Training failed: " + reason + " Your pictures are safe; start the training again.";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
