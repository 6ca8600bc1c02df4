package sorrel.model.domain;

import java.util.Optional;
import sorrel.kernel.Interval;
import sorrel.kernel.Sha256;
import sorrel.training.domain.Kept;

/**
 * One way of learning that competes in a run.
 *
 * @param epochs trained so far
 * @param right validation images classified rightly after the last round, of {@code total}
 * @param seconds time spent training it
 * @param checkpoint its weights after the last round; of a head, the table it was solved from
 * @param kept what an older version's classes lost by it
 * @param failures jobs that failed in a row
 */
public record Candidate(
    Plan plan,
    int epochs,
    int rounds,
    int right,
    int total,
    double seconds,
    Optional<Sha256> checkpoint,
    Optional<Kept> kept,
    int failures,
    Optional<String> problem) {
  /** A job is tried this often before its candidate is given up. */
  static final int ATTEMPTS_MAX = 3;

  static Candidate fresh(Plan plan) {
    return new Candidate(
        plan, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  /** On the validation part, 0 to 1; 0 before the first round. */
  public double accuracy() {
    return total == 0 ? 0 : (double) right / total;
  }

  /** {@link #accuracy} with its 95 % interval; only after a round with check pictures. */
  public Interval interval() {
    return Interval.wilson(right, total);
  }

  boolean givenUp() {
    return failures >= ATTEMPTS_MAX;
  }

  Candidate after(ModelEvent.RoundFinished round) {
    return new Candidate(
        plan,
        round.epochs(),
        rounds + 1,
        round.right(),
        round.total(),
        seconds + round.seconds(),
        Optional.of(round.checkpoint()),
        round.kept(),
        0,
        Optional.empty());
  }

  Candidate after(ModelEvent.JobFailed failed) {
    return new Candidate(
        plan,
        epochs,
        rounds,
        right,
        total,
        seconds,
        checkpoint,
        kept,
        failures + 1,
        Optional.of(failed.reason()));
  }

  /** The winner; its finishing is tried as often as any job, whatever failed before. */
  Candidate chosen() {
    return new Candidate(plan, epochs, rounds, right, total, seconds, checkpoint, kept, 0, problem);
  }
}
