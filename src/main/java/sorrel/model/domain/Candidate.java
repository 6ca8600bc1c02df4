package sorrel.model.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sorrel.kernel.Interval;
import sorrel.kernel.Sha256;
import sorrel.training.domain.Kept;

/**
 * One way of learning that competes in a run.
 *
 * @param epochs trained so far
 * @param right validation images classified rightly after the last round, of {@code total}
 * @param seconds time spent training it
 * @param curve where it was after each round
 * @param checkpoint its weights after the last round; of a head, the table it was solved from
 * @param kept what an older version's classes lost by it
 * @param failures jobs that failed in a row
 */
public record Candidate(
    Plan plan,
    int epochs,
    int right,
    int total,
    double seconds,
    List<CurvePoint> curve,
    Optional<Sha256> checkpoint,
    Optional<Kept> kept,
    int failures,
    Optional<String> problem) {
  /**
   * How far a candidate had learned after a round.
   *
   * @param epochs in all
   * @param seconds of training in all
   * @param loss mean of the last epoch; 0 where nothing was learned in steps
   * @param accuracy on the validation part, 0 to 1
   */
  public record CurvePoint(int epochs, double seconds, double loss, double accuracy) {}

  public Candidate {
    curve = List.copyOf(curve);
  }

  /** A job is tried this often before its candidate is given up. */
  static final int ATTEMPTS_MAX = 3;

  static Candidate fresh(Plan plan) {
    return new Candidate(
        plan, 0, 0, 0, 0, List.of(), Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  /** On the validation part, 0 to 1; 0 before the first round. */
  public double accuracy() {
    return total == 0 ? 0 : (double) right / total;
  }

  /** {@link #accuracy} with its 95 % interval; only after a round with check pictures. */
  public Interval interval() {
    return Interval.wilson(right, total);
  }

  /** Rounds that it was trained for. */
  public int rounds() {
    return curve.size();
  }

  boolean givenUp() {
    return failures >= ATTEMPTS_MAX;
  }

  Candidate after(ModelEvent.RoundFinished round) {
    double accuracy = round.total() == 0 ? 0 : (double) round.right() / round.total();
    CurvePoint point =
        new CurvePoint(round.epochs(), seconds + round.seconds(), round.loss(), accuracy);
    return new Candidate(
        plan,
        round.epochs(),
        round.right(),
        round.total(),
        seconds + round.seconds(),
        Stream.concat(curve.stream(), Stream.of(point)).toList(),
        Optional.of(round.checkpoint()),
        round.kept(),
        0,
        Optional.empty());
  }

  Candidate after(ModelEvent.JobFailed failed) {
    return new Candidate(
        plan,
        epochs,
        right,
        total,
        seconds,
        curve,
        checkpoint,
        kept,
        failures + 1,
        Optional.of(failed.reason()));
  }

  /** The winner; its finishing is tried as often as any job, whatever failed before. */
  Candidate chosen() {
    return new Candidate(plan, epochs, right, total, seconds, curve, checkpoint, kept, 0, problem);
  }
}
