package sorrel.model.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who trains next, when a search stops and who wins. Decides on the validation part only; the
 * testing split is read once, after the winner is known.
 */
final class RunPolicy {
  /** One round may be bad luck. */
  private static final int ROUNDS_BEFORE_ELIMINATION = 2;

  private RunPolicy() {}

  /** What a run does next. */
  sealed interface Next {
    /** Train a candidate for another round. */
    record Train(int candidate, int epochs, int epochsPlanned) implements Next {}

    /** Stop searching and promote a candidate. */
    record Choose(int candidate, RunEnding ending) implements Next {}

    /** End without a new version, as it was to be expected that a run may. */
    record Leave(RunEnding ending) implements Next {}

    /** Nothing can be promoted. */
    record GiveUp(String reason) implements Next {}
  }

  static Next next(Run run) {
    Optional<Integer> best = best(run);
    if (best.isPresent() && run.candidates().get(best.get()).accuracy() >= run.target()) {
      return new Next.Choose(best.get(), RunEnding.TARGET_REACHED);
    }
    if (best.isPresent() && run.seconds() >= run.budget().toMillis() / 1000.0) {
      return new Next.Choose(best.get(), RunEnding.BUDGET_SPENT);
    }
    Optional<Integer> turn = turn(run);
    if (turn.isPresent()) {
      Candidate candidate = run.candidates().get(turn.get());
      int planned = epochsPlanned(run, candidate);
      int epochs = Math.min(run.epochsPerRound(), planned - candidate.epochs());
      return new Next.Train(turn.get(), epochs, planned);
    }
    if (best.isPresent()) {
      boolean cutShort =
          run.candidates().stream()
              .filter(each -> !each.givenUp() && !outclassed(run, each))
              .anyMatch(each -> each.epochs() < each.plan().epochsPlanned());
      return new Next.Choose(best.get(), cutShort ? RunEnding.BUDGET_SPENT : RunEnding.ALL_TRAINED);
    }
    return new Next.GiveUp(
        run.candidates().stream()
            .flatMap(candidate -> candidate.problem().stream())
            .findFirst()
            .orElse("no candidate could be trained"));
  }

  /** The highest validation accuracy; of equals the one with fewer parameters. */
  private static Optional<Integer> best(Run run) {
    List<Candidate> all = run.candidates();
    return IntStream.range(0, all.size())
        .boxed()
        .filter(index -> all.get(index).checkpoint().isPresent())
        .max(
            Comparator.<Integer>comparingDouble(index -> all.get(index).accuracy())
                .thenComparing(
                    Comparator.<Integer>comparingLong(index -> all.get(index).plan().parameters())
                        .reversed()));
  }

  /**
   * Candidates take turns: the one with the fewest rounds, of equals the first, which is cheapest.
   */
  private static Optional<Integer> turn(Run run) {
    List<Candidate> all = run.candidates();
    return IntStream.range(0, all.size())
        .boxed()
        .filter(index -> !all.get(index).givenUp())
        .filter(index -> !outclassed(run, all.get(index)))
        .filter(index -> all.get(index).epochs() < epochsPlanned(run, all.get(index)))
        .min(Comparator.comparingInt(index -> all.get(index).rounds()));
  }

  /**
   * Whether a candidate cannot be expected to win any more: after some rounds, its accuracy at best
   * is below what another one has at worst, both at 95 %. Turns alternate, so both had about as
   * many rounds when this first holds.
   */
  static boolean outclassed(Run run, Candidate candidate) {
    return candidate.rounds() >= ROUNDS_BEFORE_ELIMINATION
        && candidate.total() > 0
        && run.candidates().stream()
            .filter(other -> other.total() > 0)
            .anyMatch(other -> other.interval().low() > candidate.interval().high());
  }

  /**
   * The epochs a candidate gets in all: its recipe's, or fewer where its share of the budget does
   * not last for them, so that its learning rate comes down in time.
   */
  static int epochsPlanned(Run run, Candidate candidate) {
    if (candidate.epochs() == 0) {
      return candidate.plan().epochsPlanned();
    }
    double secondsEpoch = candidate.seconds() / candidate.epochs();
    double others = run.seconds() - candidate.seconds();
    double affordable = (run.budget().toMillis() / 1000.0 - others) / Math.max(1e-3, secondsEpoch);
    return Math.clamp((long) affordable, 1, candidate.plan().epochsPlanned());
  }
}
