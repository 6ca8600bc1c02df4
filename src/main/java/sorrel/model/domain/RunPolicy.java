package sorrel.model.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who trains next, when a search stops and who wins. Decides on the validation part only; the
 * testing split is read once, after the winner is known.
 *
 * <p>The cheapest candidate comes first, since it may be good enough, and tells how fast the
 * machine is. After a round it goes on at once if it may still reach the target soon; otherwise
 * only when each costlier one has had a round as well, and as long as the budget then still
 * suffices for the whole plan of a costlier one. Each costs several times as much as the one
 * before, so that all that is spent on small ones is a small part of the budget. A costlier one
 * that cannot be trained for a third of its plan is left out.
 */
final class RunPolicy {
  /** An accuracy that is farther from the target is never near enough, however few were checked. */
  private static final double NEAR = 0.01;

  /**
   * How many times smaller a whole plan makes the odds of a mistake, at best; a part of a plan as
   * much less. Seen on handwritten digits, where a first epoch of four, at a high rate, says
   * little.
   */
  private static final double HOPEFUL = 14;

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
    Optional<Integer> enough = cheapest(run, run.target());
    if (enough.isPresent()) {
      return new Next.Choose(enough.get(), RunEnding.TARGET_REACHED);
    }
    Optional<Integer> winner = winner(run);
    if (winner.isPresent() && run.seconds() >= RunTimes.budget(run)) {
      return new Next.Choose(winner.get(), RunEnding.BUDGET_SPENT);
    }
    Optional<Integer> turn = turn(run);
    if (turn.isPresent()) {
      Candidate candidate = run.candidates().get(turn.get());
      int planned = epochsPlanned(run, candidate);
      return new Next.Train(turn.get(), RunTimes.round(run, candidate, planned), planned);
    }
    if (winner.isPresent()) {
      return new Next.Choose(
          winner.get(), cutShort(run) ? RunEnding.BUDGET_SPENT : RunEnding.ALL_TRAINED);
    }
    return new Next.GiveUp(
        run.candidates().stream()
            .flatMap(candidate -> candidate.problem().stream())
            .findFirst()
            .orElse("no candidate could be trained"));
  }

  /**
   * Of the candidates that are as good as the best to within its uncertainty the cheapest to run:
   * the rule of one standard error (L. Breiman et al., 1984, "Classification and regression
   * trees").
   */
  private static Optional<Integer> winner(Run run) {
    return run.candidates().stream()
        .filter(each -> each.checkpoint().isPresent())
        .max(Comparator.comparingDouble(Candidate::accuracy))
        .flatMap(best -> cheapest(run, best.accuracy() - standardError(best)));
  }

  /** The cheapest to run that is at least so good. */
  private static Optional<Integer> cheapest(Run run, double accuracy) {
    List<Candidate> all = run.candidates();
    return IntStream.range(0, all.size())
        .boxed()
        .filter(index -> all.get(index).checkpoint().isPresent())
        .filter(index -> all.get(index).accuracy() >= accuracy)
        .min(
            Comparator.<Integer>comparingDouble(index -> RunTimes.toRun(all.get(index)))
                .thenComparing(
                    Comparator.<Integer>comparingDouble(index -> all.get(index).accuracy())
                        .reversed()));
  }

  private static double standardError(Candidate candidate) {
    double accuracy = candidate.accuracy();
    return candidate.total() == 0 ? 0 : Math.sqrt(accuracy * (1 - accuracy) / candidate.total());
  }

  /** The first that has something left to do, unless a costlier one could not wait for it. */
  private static Optional<Integer> turn(Run run) {
    List<Candidate> all = run.candidates();
    List<Integer> open =
        IntStream.range(0, all.size()).boxed().filter(index -> isOpen(run, index)).toList();
    for (int index : open) {
      Candidate candidate = all.get(index);
      if (candidate.rounds() == 0
          || mayReachTargetSoon(run, candidate)
          || open.stream()
              .filter(later -> later > index)
              .noneMatch(later -> comesBefore(run, all.get(later), candidate))) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a costlier candidate should have its turn first: it could not wait for the end of the
   * other, or the other has no hope, and how long this one takes and how good it is shows only with
   * a round. Networks of different kinds differ in it by more than their work.
   */
  private static boolean comesBefore(Run run, Candidate costlier, Candidate other) {
    return !RunTimes.canWait(run, costlier, other)
        || (costlier.rounds() == 0 && !mayReachTarget(run, other));
  }

  /**
   * Whether the rest of a plan takes little of the time that is left, and may do: the first that
   * reaches the target ends the search, however much time there is.
   */
  private static boolean mayReachTargetSoon(Run run, Candidate candidate) {
    return mayReachTarget(run, candidate) && RunTimes.isQuick(run, candidate);
  }

  /**
   * Whether what is left of a plan may bring so much. Odds, not shares: who is wrong half of the
   * time has farther to go than the share of mistakes says.
   */
  private static boolean mayReachTarget(Run run, Candidate candidate) {
    double left = 1 - (double) candidate.epochs() / epochsPlanned(run, candidate);
    return odds(1 - candidate.accuracy()) <= HOPEFUL * left * odds(1 - run.target());
  }

  private static double odds(double share) {
    return share / (1 - share);
  }

  private static boolean isOpen(Run run, int index) {
    Candidate candidate = run.candidates().get(index);
    if (candidate.givenUp()
        || lacksHead(run, candidate)
        || outclassed(run, candidate)
        || candidate.epochs() >= epochsPlanned(run, candidate)) {
      return false;
    }
    return candidate.rounds() > 0
        || index == first(run)
        || (!goodEnough(run) && RunTimes.affordable(run, candidate));
  }

  /** Whether a network cannot be trained further because there is no head on it to begin with. */
  private static boolean lacksHead(Run run, Candidate candidate) {
    return candidate.plan() instanceof Plan.Tune tune && run.tableFor(tune).isEmpty();
  }

  /** The first that can be trained at all: a run without any candidate would give nothing. */
  private static int first(Run run) {
    return IntStream.range(0, run.candidates().size())
        .filter(index -> !run.candidates().get(index).givenUp())
        .findFirst()
        .orElse(-1);
  }

  /**
   * Whether one that was trained to its end is so near to the target that the validation part can
   * hardly tell the difference: a costlier candidate could not show that it is worth its cost.
   */
  private static boolean goodEnough(Run run) {
    return run.candidates().stream()
        .filter(each -> each.total() > 0 && each.epochs() >= epochsPlanned(run, each))
        .filter(each -> each.accuracy() >= run.target() - NEAR)
        .anyMatch(each -> each.interval().high() >= run.target());
  }

  private static boolean cutShort(Run run) {
    return run.candidates().stream()
            .filter(each -> !each.givenUp() && !outclassed(run, each))
            .anyMatch(each -> each.epochs() < each.plan().epochsPlanned())
        && !goodEnough(run);
  }

  /**
   * Whether a candidate cannot be expected to win any more: its accuracy at best is below what
   * another one has at worst, both at 95 %, and the other is no further in its plan, or learns a
   * costlier network, which has more to come.
   */
  static boolean outclassed(Run run, Candidate candidate) {
    return candidate.total() > 0
        && run.candidates().stream()
            .filter(other -> other.total() > 0)
            .filter(other -> other.interval().low() > candidate.interval().high())
            .anyMatch(other -> costsMore(other, candidate) || share(other) <= share(candidate));
  }

  private static boolean costsMore(Candidate one, Candidate other) {
    return RunTimes.learns(one) && RunTimes.toRun(one) > RunTimes.toRun(other);
  }

  private static double share(Candidate candidate) {
    return (double) candidate.epochs() / candidate.plan().epochsPlanned();
  }

  /**
   * The epochs a candidate gets in all: its recipe's, or fewer where its share of the budget does
   * not last for them, so that its learning rate comes down in time.
   */
  static int epochsPlanned(Run run, Candidate candidate) {
    if (candidate.epochs() == 0) {
      return RunTimes.affordableEpochs(run, candidate);
    }
    double secondsEpoch = candidate.seconds() / candidate.epochs();
    double others = run.seconds() - candidate.seconds();
    double affordable = (RunTimes.budget(run) - others) / Math.max(1e-3, secondsEpoch);
    return Math.clamp((long) affordable, 1, candidate.plan().epochsPlanned());
  }
}
