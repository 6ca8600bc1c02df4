package sorrel.model.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sorrel.kernel.Interval;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.model.domain.Candidate;
import sorrel.model.domain.Candidate.CurvePoint;
import sorrel.model.domain.Purpose;
import sorrel.model.domain.Run;

/**
 * A run as callers see it.
 *
 * @param kind search, expansion or refinement
 * @param state queued, running, succeeded, failed or cancelled
 * @param promoted the number of the version that came of it
 */
public record RunJson(
    RunId id,
    ModelId model,
    String kind,
    String state,
    String status,
    double targetAccuracy,
    Duration budget,
    List<CandidateJson> candidates,
    Optional<Integer> promoted,
    Optional<String> ending,
    Optional<String> message,
    double trainingSeconds,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /**
   * A way of learning that competes.
   *
   * @param accuracy on the validation part, with its 95 % interval; empty before the first round
   * @param curve where it was after each round
   */
  record CandidateJson(
      String architecture,
      long parameters,
      String state,
      int epochs,
      int epochsPlanned,
      Optional<Interval> accuracy,
      double trainingSeconds,
      List<CurvePoint> curve,
      Optional<String> problem) {}

  public static RunJson of(ModelId model, Run run) {
    String state = RunStates.of(run);
    return new RunJson(
        run.id(),
        model,
        kind(run.purpose()),
        state,
        state,
        run.target(),
        run.budget(),
        IntStream.range(0, run.candidates().size()).mapToObj(i -> candidate(run, i)).toList(),
        run.promoted(),
        run.ending().map(ModelJson::word),
        run.message(),
        run.seconds(),
        run.startedAt(),
        run.finishedAt());
  }

  private static String kind(Purpose purpose) {
    return switch (purpose) {
      case Purpose.Search search -> "search";
      case Purpose.Expansion expansion -> "expansion";
      case Purpose.Refinement refinement -> "refinement";
    };
  }

  private static CandidateJson candidate(Run run, int index) {
    Candidate candidate = run.candidates().get(index);
    return new CandidateJson(
        candidate.plan().name(),
        candidate.plan().parameters(),
        RunStates.of(run, index),
        candidate.epochs(),
        candidate.plan().epochsPlanned(),
        candidate.total() == 0
            ? Optional.empty()
            : Optional.of(Interval.wilson(candidate.right(), candidate.total())),
        candidate.seconds(),
        candidate.curve(),
        candidate.problem());
  }
}
