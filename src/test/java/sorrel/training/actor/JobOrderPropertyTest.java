package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import sorrel.kernel.AccountId;
import sorrel.kernel.RunId;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/** Many accounts, runners and jobs of any length: who gets a slot, and that all do. */
class JobOrderPropertyTest {
  private static final int ACCOUNTS_MAX = 6;
  private static final List<JobPriority> PRIORITIES = List.of(JobPriority.values());
  private static final List<Architecture> NETWORKS =
      Architectures.candidates(Jobs.PIPELINE.input(), 2, 100, false);

  private final List<AccountId> accounts =
      IntStream.range(0, ACCOUNTS_MAX).mapToObj(_ -> AccountId.next()).toList();

  @Property(tries = 40)
  void a_slot_never_goes_to_an_account_while_one_with_fewer_waits(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 6) int slots) {
    JobQueue queue = queue(random, slots);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      waiting.add(submit(queue, random, NOW, any(random)));
    }
    for (int second = 0; second < 60; second++) {
      Instant now = NOW.plusSeconds(second);
      Map<AccountId, Long> before = slotsOf(queue.running());
      List<Running> assigned = queue.assign(now);
      waiting.removeIf(each -> isAmong(assigned, each));
      for (Running given : assigned) {
        AccountId owner = given.job().owner();
        long had = before.merge(owner, 1L, Long::sum) - 1;
        // They have no pictures decoded, so none of them waits for a runner.
        waiting.forEach(
            other ->
                assertThat(before.getOrDefault(other.job().owner(), 0L))
                    .isGreaterThanOrEqualTo(had));
      }
      endSome(queue, random, now);
    }
  }

  @Property(tries = 15)
  void no_job_starves_whatever_comes_after_it(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3) int slots) {
    JobQueue queue = queue(random, slots);
    Waiting last = submit(queue, random, NOW, JobPriority.REFINES);
    Duration most = JobOrder.LONG.plusMinutes(5);
    Instant now = NOW;
    boolean waits = true;
    while (waits) {
      assertThat(Duration.between(NOW, now)).isLessThan(most);
      // More than the slots can do, of the same and of other accounts, and before it by its kind.
      for (int i = 0; i <= 2 * slots; i++) {
        submit(queue, random, now, JobPriority.SERVES_SOON);
      }
      waits = !isAmong(queue.assign(now), last);
      endSome(queue, random, now);
      now = now.plusSeconds(2);
    }
  }

  @Property(tries = 40)
  void of_one_account_the_higher_priority_and_then_the_oldest_goes_first(@ForAll Random random) {
    JobQueue queue = new JobQueue(NOW.minus(JobQueue.LEASE));
    queue.heard(new Runner("a", 1, RunnerTraits.unknown(), Set.of(), false, NOW));
    List<Waiting> submitted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      submitted.add(submit(queue, accounts.getFirst(), NOW, any(random), random));
    }
    List<JobKey> done = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Running given = queue.assign(NOW).getFirst();
      done.add(given.job().key());
      queue.end("a", report(given.job()), NOW);
    }
    List<JobKey> expected = new ArrayList<>();
    for (JobPriority priority : PRIORITIES) {
      submitted.stream()
          .filter(each -> each.priority() == priority)
          .forEach(each -> expected.add(each.job().key()));
    }
    assertThat(done).isEqualTo(expected);
  }

  private JobQueue queue(Random random, int slots) {
    JobQueue queue = new JobQueue(NOW.minus(JobQueue.LEASE));
    for (int i = 0; i < slots; i++) {
      RunnerKind kind = random.nextBoolean() ? RunnerKind.CPU : RunnerKind.GPU;
      queue.heard(
          new Runner("runner " + i, 1, RunnerTraits.ofAll(kind, List.of()), Set.of(), false, NOW));
    }
    return queue;
  }

  private Waiting submit(JobQueue queue, Random random, Instant now, JobPriority priority) {
    AccountId owner = accounts.get(random.nextInt(ACCOUNTS_MAX));
    return submit(queue, owner, now, priority, random);
  }

  private static Waiting submit(
      JobQueue queue, AccountId owner, Instant now, JobPriority priority, Random random) {
    TrainingJob job =
        Jobs.round(
            owner,
            new JobKey(MODEL, RunId.next(), 0),
            NETWORKS.get(random.nextInt(NETWORKS.size())));
    queue.submit(job, priority, now);
    return new Waiting(job, priority, 0, now, 0, Optional.empty());
  }

  private static JobPriority any(Random random) {
    return PRIORITIES.get(random.nextInt(PRIORITIES.size()));
  }

  private static void endSome(JobQueue queue, Random random, Instant now) {
    for (Running each : queue.running()) {
      if (random.nextInt(4) == 0) {
        queue.end(each.runner(), report(each.job()), now);
      }
    }
  }

  private static JobReport report(TrainingJob job) {
    return new JobReport.Failed(job.key(), 0, "for the test.");
  }

  private static boolean isAmong(List<Running> given, Waiting job) {
    return given.stream().anyMatch(each -> each.job().key().equals(job.job().key()));
  }

  private static Map<AccountId, Long> slotsOf(List<Running> running) {
    return running.stream()
        .collect(
            Collectors.groupingBy(each -> each.job().owner(), HashMap::new, Collectors.counting()));
  }
}
