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

  /** A refinement trains as planned and replaces its base only if it is better. */
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
    return network.total() > 0 && network.accuracy() > refinement.toBeat()
        ? new Next.Choose(0, RunEnding.REFINED)
        : new Next.Leave(RunEnding.NOT_BETTER);
  }
}
