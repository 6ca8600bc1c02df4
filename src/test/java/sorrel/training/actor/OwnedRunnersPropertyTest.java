package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sorrel.kernel.AccountId;
import sorrel.kernel.RunId;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/** Runners of accounts and of all, which come, go, fall silent and claim any job to be theirs. */
class OwnedRunnersPropertyTest {
  private static final Architecture NETWORK =
      Architectures.candidates(Jobs.PIPELINE.input(), 2, 100, false).getFirst();

  private final List<AccountId> accounts =
      IntStream.range(0, 4).mapToObj(_ -> AccountId.next()).toList();
  private final List<RunnerTraits> runners = new ArrayList<>();
  private final List<TrainingJob> jobs = new ArrayList<>();

  @Property(tries = 60)
  void a_runner_of_one_account_never_has_the_work_of_another(@ForAll Random random) {
    JobQueue queue = begin(random);
    Instant now = NOW;
    for (int step = 0; step < 120; step++) {
      now = now.plus(Duration.ofMillis(random.nextInt(2_000)));
      something(queue, random, now);
      for (Running each : queue.running()) {
        RunnerTraits at = runners.get(Integer.parseInt(each.runner()));
        assertThat(at.onlyFor()).isIn(Optional.empty(), Optional.of(each.job().owner()));
      }
    }
  }

  @Property(tries = 30)
  void what_only_shared_runners_may_do_is_done_by_them_whatever_else_is_free(
      @ForAll Random random) {
    JobQueue queue = begin(random);
    runners.set(0, RunnerTraits.unknown());
    IntStream.range(0, runners.size()).forEach(runner -> hear(queue, runner, Set.of(), NOW));
    while (queue.waiting() > 0) {
      List<Running> given = queue.assign(NOW);
      assertThat(given).isNotEmpty();
      given.forEach(each -> queue.end(each.runner(), report(each.job()), NOW));
    }
  }

  private JobQueue begin(Random random) {
    runners.clear();
    jobs.clear();
    JobQueue queue = new JobQueue(NOW.minus(JobQueue.LEASE.multipliedBy(random.nextInt(2))));
    for (int i = 0; i < 5; i++) {
      Optional<AccountId> onlyFor =
          random.nextBoolean() ? Optional.empty() : Optional.of(any(accounts, random));
      List<DecodedPictures> near =
          random.nextBoolean() ? List.of() : List.of(DecodedPictures.of(MODEL, Jobs.learning()));
      runners.add(new RunnerTraits(RunnerKind.CPU, near, onlyFor));
    }
    for (int i = 0; i < 12; i++) {
      submit(queue, random, NOW);
    }
    return queue;
  }

  private void something(JobQueue queue, Random random, Instant now) {
    switch (random.nextInt(6)) {
      case 0 -> submit(queue, random, now);
      case 1 -> {
        TrainingJob again = any(jobs, random);
        queue.submit(again, JobPriority.of(again), now);
      }
      case 2 -> hear(queue, random.nextInt(runners.size()), claims(random), now);
      case 3 -> queue.end(runner(random), report(any(jobs, random)), now);
      case 4 -> queue.expire(now);
      default -> queue.assign(now);
    }
  }

  private void hear(JobQueue queue, int runner, Set<JobKey> holds, Instant now) {
    Runner heard = new Runner(Integer.toString(runner), 2, runners.get(runner), holds, false, now);
    queue.heard(heard);
    queue.requeueMissing(heard);
  }

  /** Jobs that a runner says it has, whosever they are. */
  private Set<JobKey> claims(Random random) {
    return jobs.stream()
        .filter(_ -> random.nextInt(4) == 0)
        .map(TrainingJob::key)
        .collect(Collectors.toSet());
  }

  private void submit(JobQueue queue, Random random, Instant now) {
    TrainingJob job =
        Jobs.round(any(accounts, random), new JobKey(MODEL, RunId.next(), 0), NETWORK);
    jobs.add(job);
    queue.submit(job, JobPriority.of(job), now);
  }

  private String runner(Random random) {
    return Integer.toString(random.nextInt(runners.size()));
  }

  private static JobReport report(TrainingJob job) {
    return new JobReport.Failed(job.key(), 0, "for the test.");
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
