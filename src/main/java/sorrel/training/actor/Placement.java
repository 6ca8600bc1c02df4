package sorrel.training.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.TrainingJob;

/**
 * On which runner a job is done.
 *
 * <p>On one that has its pictures decoded, as decoding them again takes longer than many a round.
 * If all that have them are busy, the job lets slots go by for a few seconds, since slots become
 * free often: delay scheduling (Zaharia et al., EuroSys 2010,
 * https://doi.org/10.1145/1755913.1755940).
 *
 * <p>Never on a runner that works for another account. One that works for this account alone is
 * used before one of all, where they are as good.
 *
 * <p>A job whose learning takes much calculation goes to a runner with a GPU before all else, the
 * others leave those alone where they can.
 */
final class Placement {
  /** How long a job waits for a runner that has its pictures. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Multiplications with addition to classify a picture, from which on a GPU is worth its while:
   * learning from one takes a core milliseconds then.
   */
  static final long COSTLY = 10_000_000;

  private Placement() {}

  /** Where a job goes now; empty where it should wait for a runner nearer to its pictures. */
  static Optional<Runner> of(
      Waiting waiting, Collection<Runner> free, Collection<Runner> busy, Instant now) {
    TrainingJob job = waiting.job();
    Optional<DecodedPictures> pictures = DecodedPictures.of(job);
    List<Runner> able = free.stream().filter(runner -> runner.serves(job)).toList();
    boolean waits =
        able.stream().noneMatch(runner -> has(runner, pictures))
            && busy.stream().anyMatch(runner -> runner.serves(job) && has(runner, pictures))
            && waiting.passedOver().map(from -> from.plus(PATIENCE).isAfter(now)).orElse(true);
    return waits ? Optional.empty() : able.stream().min(bestFirst(job, pictures));
  }

  private static Comparator<Runner> bestFirst(TrainingJob job, Optional<DecodedPictures> pictures) {
    Predicate<Runner> near = runner -> has(runner, pictures);
    Predicate<Runner> gpu = runner -> runner.traits().kind() == RunnerKind.GPU;
    Comparator<Runner> suited =
        isCostly(job)
            ? first(gpu).thenComparing(first(near))
            : first(near).thenComparing(first(gpu.negate()));
    Predicate<Runner> own = runner -> runner.traits().onlyFor().isPresent();
    return suited.thenComparing(first(own)).thenComparing(Runner::name);
  }

  private static Comparator<Runner> first(Predicate<Runner> those) {
    return Comparator.comparing(runner -> !those.test(runner));
  }

  private static boolean has(Runner runner, Optional<DecodedPictures> pictures) {
    return pictures.isPresent() && runner.traits().near().contains(pictures.get());
  }

  /** Whether a GPU makes much of a difference. */
  static boolean isCostly(TrainingJob job) {
    return job instanceof TrainingJob.Round round
        && switch (round.learning().subject()) {
          case TrainingJob.Generated made -> made.architecture().multiplyAdds() >= COSTLY;
          case TrainingJob.Given _ -> true;
        };
  }
}
