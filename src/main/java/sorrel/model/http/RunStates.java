package sorrel.model.http;

import java.util.Optional;
import sorrel.model.domain.Candidate;
import sorrel.model.domain.Run;
import sorrel.model.domain.RunEnding;

/** The words for how far a run and its candidates are. */
final class RunStates {
  private RunStates() {}

  static String of(Run run) {
    if (!run.finished()) {
      return run.step() == 0 ? "queued" : "running";
    }
    return switch (run.ending().orElse(RunEnding.FAILED)) {
      case TARGET_REACHED, BUDGET_SPENT, ALL_TRAINED, EXPANDED, REFINED, NOT_BETTER -> "succeeded";
      case CANCELLED, OVERTAKEN -> "cancelled";
      case FAILED, LOST_TOO_MUCH -> "failed";
    };
  }

  static String of(Run run, int index) {
    Candidate candidate = run.candidates().get(index);
    if (run.winner().equals(Optional.of(index))) {
      return run.promoted().isPresent() ? "promoted" : "chosen";
    }
    if (candidate.failures() > 0 && candidate.problem().isPresent()) {
      return run.finished() ? "failed" : "training";
    }
    if (run.eliminated(index)) {
      return "eliminated";
    }
    if (run.finished() || run.winner().isPresent()) {
      return candidate.rounds() == 0 ? "not-tried" : "trained";
    }
    return candidate.rounds() == 0 ? "waiting" : "training";
  }
}
