package sorrel.model.domain;

import java.time.Duration;
import java.util.Optional;
import sorrel.kernel.RunId;

/** What a run is for. */
public sealed interface Purpose {
  /** Find a network. */
  record Search() implements Purpose {}

  /**
   * Bring the head of a version up to date with the pictures: classes and pictures that came are
   * added, those that went are taken away.
   *
   * @param base the version
   * @param mayLose how much of their accuracy the classes it knew may lose, 0 to 1
   * @param refinement what follows once it serves; empty for nothing
   * @param all whether it learns from all new pictures, however long that takes; empty in journals
   *     of the time when those did that no refinement followed
   */
  record Expansion(int base, double mayLose, Optional<Next> refinement, Optional<Boolean> all)
      implements Purpose {
    /**
     * Whether it is enough for now to learn from some of many new pictures: what follows, or an
     * expansion that is owed from then on, learns from all.
     */
    public boolean soon() {
      return !all.orElse(refinement.isEmpty());
    }
  }

  /** A refinement to come. */
  record Next(RunId run, Duration budget) {}

  /**
   * Train the network of a version further, on all pictures, while the version answers.
   *
   * @param base the version
   * @param toBeat the accuracy on the validation part to be surpassed by more than chance, 0 to 1
   */
  record Refinement(int base, double toBeat) implements Purpose {}
}
