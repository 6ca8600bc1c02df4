package sorrel.model.domain;

import sorrel.model.domain.RunPolicy.Next;

/** How runs with one candidate go: a head that is brought up to date, a network trained further. */
final class GrowthPolicy {
  private GrowthPolicy() {}

  /** An expansion fits its head once; what the old classes may lose is checked before it serves. */
  static Next next(Run run, Purpose.Expansion expansion) {
    Candidate head = run.candidates().getFirst();
    if (head.givenUp()) {
      return new Next.GiveUp(head.problem().orElse("the head could not be solved."));
    }
    if (head.checkpoint().isEmpty()) {
      return new Next.Train(0, 1, 1);
    }
    return head.kept().filter(kept -> kept.surelyLost() > expansion.mayLose()).isPresent()
        ? new Next.Leave(RunEnding.LOST_TOO_MUCH)
        : new Next.Choose(0, RunEnding.EXPANDED);
  }

  /** A refinement trains as planned and replaces its base only if it is better than by chance. */
  static Next next(Run run, Purpose.Refinement refinement) {
    Candidate network = run.candidates().getFirst();
    if (network.givenUp()) {
      return new Next.GiveUp(network.problem().orElse("the network could not be trained further."));
    }
    int planned = RunPolicy.epochsPlanned(run, network);
    boolean spent = run.seconds() >= run.budget().toMillis() / 1000.0;
    if (!spent && network.epochs() < planned) {
      return new Next.Train(0, Math.min(run.epochsPerRound(), planned - network.epochs()), planned);
    }
    return isBetter(network, refinement.toBeat())
        ? new Next.Choose(0, RunEnding.REFINED)
        : new Next.Leave(RunEnding.NOT_BETTER);
  }

  /**
   * Whether a gain on the check pictures is larger than the standard error of the difference of two
   * shares of so many. Both are of the same pictures, most of which both get right or both wrong,
   * so that a gain that is passed over would have been small. Each share has one picture more that
   * is right and one more that is wrong, so that it is never taken for certain (A. Agresti and B.
   * Caffo, 2000, "Simple and effective confidence intervals for proportions and differences of
   * proportions", https://doi.org/10.1080/00031305.2000.10474560).
   */
  private static boolean isBetter(Candidate network, double toBeat) {
    int total = network.total();
    if (total == 0) {
      return false;
    }
    double before = (toBeat * total + 1) / (total + 2);
    double after = (network.right() + 1.0) / (total + 2);
    double variance = (before * (1 - before) + after * (1 - after)) / (total + 2);
    return network.accuracy() - toBeat > Math.sqrt(variance);
  }
}
