package sorrel.model.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;

/**
 * One search for a model, or one step of its growth.
 *
 * @param purpose what it is for
 * @param datasetRevision changes of the dataset when it started
 * @param target the validation accuracy that ends it, 0 to 1
 * @param budget the training time it may use
 * @param trainingImages images in the training split when it started
 * @param classes what the networks' outputs mean, in order
 * @param step jobs ended so far; the outstanding one has this number
 * @param winner the candidate to be promoted once the search is over
 * @param ending why the search ended; empty while it goes on
 * @param promoted the number of the version that came of it
 * @param message what the owner should know about the ending
 * @param startedAt images added later are left for the next run
 */
public record Run(
    RunId id,
    Purpose purpose,
    double target,
    Duration budget,
    int trainingImages,
    long datasetRevision,
    List<Version.OutputClass> classes,
    List<Candidate> candidates,
    int step,
    Optional<Integer> winner,
    Optional<RunEnding> ending,
    Optional<Integer> promoted,
    Optional<String> message,
    Instant startedAt,
    Optional<Instant> finishedAt) {
  /** Images learned from in a round of a small dataset. */
  private static final int IMAGES_PER_ROUND = 20_000;

  private static final int EPOCHS_PER_ROUND_MAX = 10;

  public Run {
    classes = List.copyOf(classes);
    candidates = List.copyOf(candidates);
  }

  /** A run of a model as it is now. */
  static Run begun(
      RunId id,
      Purpose purpose,
      LiveModel model,
      double target,
      Duration budget,
      List<Candidate> candidates,
      Instant at) {
    return new Run(
        id,
        purpose,
        target,
        budget,
        model.trainingImages(),
        model.datasetRevision(),
        model.classes().stream()
            .map(each -> new Version.OutputClass(each.id(), each.label()))
            .toList(),
        candidates,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        at,
        Optional.empty());
  }

  /** Another run on the same pictures. */
  Run followedBy(RunId next, Purpose then, Duration time, List<Candidate> others) {
    return new Run(
        next,
        then,
        target,
        time,
        trainingImages,
        datasetRevision,
        classes,
        others,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        startedAt,
        Optional.empty());
  }

  /** Whether the winner, or the failure, is known and nothing more will happen. */
  public boolean finished() {
    return finishedAt.isPresent();
  }

  /**
   * Epochs of one round: one for many images, more for few, so that a round lasts some seconds and
   * what it starts with costs little beside it.
   */
  public int epochsPerRound() {
    return Math.clamp(IMAGES_PER_ROUND / Math.max(1, trainingImages), 1, EPOCHS_PER_ROUND_MAX);
  }

  /** Whether a candidate gets no more turns because another one is clearly better. */
  public boolean eliminated(int candidate) {
    return RunPolicy.outclassed(this, candidates.get(candidate));
  }

  /** The features from which the first head on a network was solved that is trained further. */
  public Optional<Sha256> tableFor(Plan.Tune plan) {
    return headBefore(plan).flatMap(Candidate::checkpoint);
  }

  /** The candidate with a head on the same network as it was. */
  Optional<Candidate> headBefore(Plan.Tune plan) {
    return candidates.stream().filter(each -> plan.follows(each.plan())).findFirst();
  }

  /** Training time used, in seconds. */
  public double seconds() {
    return candidates.stream().mapToDouble(Candidate::seconds).sum();
  }

  Run with(ModelEvent.RoundFinished round) {
    return replaced(round.candidate(), candidates.get(round.candidate()).after(round));
  }

  Run with(ModelEvent.JobFailed failed) {
    return replaced(failed.candidate(), candidates.get(failed.candidate()).after(failed));
  }

  Run with(ModelEvent.WinnerChosen chosen) {
    List<Candidate> changed = new ArrayList<>(candidates);
    changed.set(chosen.candidate(), candidates.get(chosen.candidate()).chosen());
    return copy(
        changed,
        step,
        Optional.of(chosen.candidate()),
        Optional.of(chosen.ending()),
        promoted,
        message,
        finishedAt);
  }

  Run with(ModelEvent.Promoted promotion) {
    return copy(
        candidates,
        step + 1,
        winner,
        ending,
        Optional.of(promotion.version().number()),
        message,
        finishedAt);
  }

  Run with(ModelEvent.RunEnded ended) {
    return copy(
        candidates,
        step,
        winner,
        Optional.of(ended.ending()),
        promoted,
        Optional.of(ended.message()),
        Optional.of(ended.at()));
  }

  private Run replaced(int index, Candidate candidate) {
    List<Candidate> changed = new ArrayList<>(candidates);
    changed.set(index, candidate);
    return copy(changed, step + 1, winner, ending, promoted, message, finishedAt);
  }

  private Run copy(
      List<Candidate> candidates,
      int step,
      Optional<Integer> winner,
      Optional<RunEnding> ending,
      Optional<Integer> promoted,
      Optional<String> message,
      Optional<Instant> finishedAt) {
    return new Run(
        id,
        purpose,
        target,
        budget,
        trainingImages,
        datasetRevision,
        classes,
        candidates,
        step,
        winner,
        ending,
        promoted,
        message,
        startedAt,
        finishedAt);
  }
}
