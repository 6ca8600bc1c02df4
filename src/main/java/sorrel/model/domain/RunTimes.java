package sorrel.model.domain;

import java.util.Comparator;

/**
 * How long things of a run will take, from how long others took. The work of a candidate is known
 * before it trains; how fast the machine does it shows with the first round.
 */
final class RunTimes {
  /** Part of a plan that is worth training for. */
  private static final double WORTHWHILE = 1.0 / 3;

  /** Part of the time that is left which a plan may take without being in the way of another. */
  private static final double QUICK = 1.0 / 4;

  /** A round that goes on for longer loses too much when a machine stops. */
  private static final double ROUND_SECONDS_MAX = 180;

  /** Rounds of a plan after the first: a score in between costs time and decides little. */
  private static final int LATER_ROUNDS = 4;

  /** Classifying all pictures at the end takes this much longer than its multiplications. */
  private static final double CLASSIFYING = 2;

  /** Share of the budget that may go to classifying, however slow the first round was. */
  private static final double CLASSIFYING_MAX = 0.15;

  /**
   * How often a network of convolutions uses each of its numbers for a picture, roughly: of one
   * that was not made here only the size is known.
   */
  private static final int USES = 100;

  /**
   * An epoch of a network that is trained further takes so many times what it took to solve a head
   * on it, when each picture was decoded and went through it once.
   */
  private static final double TUNING = 4;

  /**
   * A value of a picture costs as much as so many multiplications, whatever the network does with
   * it: it is read, varied, copied and scaled. Without it, networks of few multiplications would
   * make all others look slow; seen with all candidates for 28 x 28 and 32 x 32 pictures.
   */
  private static final double PER_VALUE = 2_000;

  private RunTimes() {}

  /**
   * Seconds for training: the budget less what it takes in the end to classify every picture with
   * the costliest network so far.
   */
  static double budget(Run run) {
    double whole = run.budget().toMillis() / 1000.0;
    double classifying =
        run.candidates().stream()
            .filter(each -> each.epochs() > 0 && learns(each))
            .mapToDouble(RunTimes::classifyingSeconds)
            .max()
            .orElse(0);
    return whole - Math.min(CLASSIFYING_MAX * whole, classifying);
  }

  private static double classifyingSeconds(Candidate candidate) {
    return CLASSIFYING
        * (candidate.seconds() / candidate.epochs())
        * toRun(candidate)
        / toLearn(candidate);
  }

  /** Whether what is left of the budget lasts for a worthwhile part of a candidate's plan. */
  static boolean affordable(Run run, Candidate candidate) {
    return WORTHWHILE * planSeconds(run, candidate) <= budget(run) - run.seconds();
  }

  /**
   * Whether the budget lasts for the whole of a plan even if another one trains to its end first.
   */
  static boolean canWait(Run run, Candidate candidate, Candidate other) {
    double rest = planSeconds(run, other) - other.seconds();
    return planSeconds(run, candidate) - candidate.seconds() <= budget(run) - run.seconds() - rest;
  }

  /** Whether the rest of a candidate's plan takes little of the time that is left. */
  static boolean isQuick(Run run, Candidate candidate) {
    double rest = planSeconds(run, candidate) - candidate.seconds();
    return rest <= QUICK * (budget(run) - run.seconds());
  }

  /** The epochs that a candidate should get for the time there is, before its first. */
  static int affordableEpochs(Run run, Candidate candidate) {
    int planned = candidate.plan().epochsPlanned();
    double left = budget(run) - run.seconds();
    double affordable = planned * left / Math.max(1e-3, planSeconds(run, candidate));
    return Math.clamp((long) affordable, 1, planned);
  }

  /** Seconds for the whole of a recipe's plan; 0 where nothing is known yet. */
  private static double planSeconds(Run run, Candidate candidate) {
    return epochSeconds(run, candidate) * candidate.plan().epochsPlanned();
  }

  /**
   * From its own rounds, or from those of the costliest network that has been trained; for a
   * network that is trained further from its head. A head on a network that is there has no such
   * measure, and competes only if it is known to be cheap.
   */
  private static double epochSeconds(Run run, Candidate candidate) {
    if (candidate.epochs() > 0) {
      return candidate.seconds() / candidate.epochs();
    }
    return switch (candidate.plan()) {
      case Plan.Fit _ -> 0;
      case Plan.Tune tune -> run.headBefore(tune).map(head -> TUNING * head.seconds()).orElse(0.0);
      case Plan.Train _ -> generatedEpochSeconds(run, candidate);
    };
  }

  private static double generatedEpochSeconds(Run run, Candidate candidate) {
    return run.candidates().stream()
        .filter(each -> each.epochs() > 0 && each.plan() instanceof Plan.Train)
        .max(Comparator.comparingDouble(RunTimes::toLearn))
        .map(each -> each.seconds() / each.epochs() * toLearn(candidate) / toLearn(each))
        .orElse(0.0);
  }

  /** Epochs of a candidate's next round. */
  static int round(Run run, Candidate candidate, int planned) {
    int least = run.epochsPerRound();
    int left = planned - candidate.epochs();
    if (candidate.epochs() == 0) {
      return Math.min(least, left);
    }
    int wanted = Math.ceilDiv(planned, LATER_ROUNDS);
    int most = (int) (ROUND_SECONDS_MAX / Math.max(1e-3, epochSeconds(run, candidate)));
    return Math.min(Math.max(least, Math.min(wanted, most)), left);
  }

  /** Whether its network is trained, rather than a head on one that is there already. */
  static boolean learns(Candidate candidate) {
    return !(candidate.plan() instanceof Plan.Fit);
  }

  /** Multiplications with addition to classify a picture. */
  static double toRun(Candidate candidate) {
    return switch (candidate.plan()) {
      case Plan.Train train -> train.architecture().multiplyAdds();
      case Plan.Fit fit -> (double) USES * fit.parameters();
      case Plan.Tune tune -> (double) USES * tune.parameters();
    };
  }

  /** What it takes to learn from a picture once, in multiplications with addition. */
  private static double toLearn(Candidate candidate) {
    return switch (candidate.plan()) {
      case Plan.Train train ->
          train.architecture().multiplyAddsLearning()
              + PER_VALUE * train.architecture().input().size();
      case Plan.Fit _, Plan.Tune _ -> toRun(candidate);
    };
  }
}
