package sorrel.remote.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/** What of its model a job needs, and which blobs a report is made of. */
public final class JobNeeds {
  private JobNeeds() {}

  /** Those that a runner has to read for a job: all that the job names. */
  public static Set<Sha256> blobs(TrainingJob job) {
    Stream<Sha256> named =
        switch (job) {
          case TrainingJob.Round round ->
              Stream.concat(round.checkpoint().stream(), subject(round.learning()));
          case TrainingJob.Finish finish ->
              Stream.concat(Stream.of(finish.checkpoint()), subject(finish.learning()));
          case TrainingJob.Fit fit -> fitting(fit.fitting());
          case TrainingJob.FinishFit finish ->
              Stream.concat(Stream.of(finish.table()), fitting(finish.fitting()));
        };
    return named.collect(Collectors.toSet());
  }

  /** Pictures that were added later are none of a job's. */
  public static Instant until(TrainingJob job) {
    return switch (job) {
      case TrainingJob.Round round -> round.learning().datasetUntil();
      case TrainingJob.Finish finish -> finish.learning().datasetUntil();
      case TrainingJob.Fit fit -> fit.fitting().datasetUntil();
      case TrainingJob.FinishFit finish -> finish.fitting().datasetUntil();
    };
  }

  private static Stream<Sha256> subject(TrainingJob.Learning learning) {
    return switch (learning.subject()) {
      case TrainingJob.Generated _ -> Stream.empty();
      case TrainingJob.Given given -> Stream.of(given.network(), given.table());
    };
  }

  private static Stream<Sha256> fitting(TrainingJob.Fitting fitting) {
    return Stream.concat(
        fitting.network().all(),
        fitting.base().stream()
            .flatMap(
                base ->
                    Stream.concat(
                        Stream.of(base.head(), base.table()),
                        base.weights().map(TrainingJob.Weights::checkpoint).stream())));
  }

  /** The network that a job leaves as it is; empty where it makes one. */
  public static Optional<NetworkBlobs> frozen(TrainingJob job) {
    return switch (job) {
      case TrainingJob.Round _, TrainingJob.Finish _ -> Optional.empty();
      case TrainingJob.Fit fit -> Optional.of(fit.fitting().network());
      case TrainingJob.FinishFit finish -> Optional.of(finish.fitting().network());
    };
  }

  /** The network from which a job makes another; empty where it comes from an architecture. */
  public static Optional<Sha256> origin(TrainingJob job) {
    return job instanceof TrainingJob.Finish finish
            && finish.learning().subject() instanceof TrainingJob.Given given
        ? Optional.of(given.network())
        : Optional.empty();
  }

  /** Those that have to be there for a report to be believed. */
  public static Set<Sha256> reported(JobReport report) {
    return switch (report) {
      case JobReport.RoundDone done -> Set.of(done.checkpoint());
      case JobReport.FinishDone done ->
          Stream.concat(
                  done.network().all(),
                  Stream.concat(
                      Stream.of(done.head(), done.table(), done.report()),
                      done.checkpoint().stream()))
              .collect(Collectors.toSet());
      case JobReport.Failed _, JobReport.Stopped _ -> Set.of();
    };
  }
}
