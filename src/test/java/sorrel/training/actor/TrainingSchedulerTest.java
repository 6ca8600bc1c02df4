package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.NOW;
import static sorrel.training.actor.Jobs.RUN;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;
import static sorrel.training.actor.Jobs.stopped;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.training.actor.SchedulerCommand.Beat;
import sorrel.training.actor.SchedulerCommand.JobEnded;
import sorrel.training.actor.SchedulerCommand.Submit;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.ScalingPolicy;
import sorrel.training.domain.TrainingJob;

/** The scheduler with real and with pretended runners; time passes when a test says so. */
final class TrainingSchedulerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 20;
  private static final ScalingPolicy POLICY = new ScalingPolicy(0, 4, 1, 2);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final BlockingQueue<JobReport> reports = new LinkedBlockingQueue<>();
  private final ActorRef<SchedulerCommand> scheduler =
      kit.spawn(TrainingScheduler.create(now::get, reports::add, POLICY));
  private final TestProbe<RunnerCommand> first = kit.createTestProbe();
  private final TestProbe<RunnerCommand> second = kit.createTestProbe();

  @Test
  void a_job_runs_on_a_slot_and_its_report_reaches_the_model() throws Exception {
    Executor executor = pool(1);
    scheduler.tell(new Submit(round(0), Optional.empty()));

    Executor.Work work = executor.next();
    assertThat(work.job()).isEqualTo(round(0));
    work.ends().add(done(0));
    assertThat(report()).isEqualTo(done(0));
  }

  @Test
  void a_pool_does_as_many_jobs_at_once_as_it_has_slots() throws Exception {
    Executor executor = pool(2);
    List.of(0, 1, 2).forEach(step -> scheduler.tell(new Submit(round(step), Optional.empty())));

    Executor.Work one = executor.next();
    Executor.Work two = executor.next();
    assertThat(List.of(one.job(), two.job())).containsExactlyInAnyOrder(round(0), round(1));
    assertThat(view().waiting()).isEqualTo(1);
    assertThat(executor.started()).isEmpty();

    one.ends().add(done(one.job().key().step()));
    Executor.Work three = executor.next();
    assertThat(three.job()).isEqualTo(round(2));
    two.ends().add(done(1));
    three.ends().add(done(2));
  }

  @Test
  void a_cancelled_job_stops_soon_and_frees_its_slot() throws Exception {
    Executor executor = pool(1);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    Executor.Work work = executor.next();
    scheduler.tell(new SchedulerCommand.CancelRun(RUN));

    awaitTrue(work.cancelled());
    work.ends().add(stopped(0));
    assertThat(report()).isEqualTo(stopped(0));
    assertThat(view().runners().getFirst().running()).isEmpty();
  }

  @Test
  void an_executor_that_throws_fails_its_job_and_keeps_its_slot_going() throws Exception {
    kit.spawn(
        RunnerPool.create(
            node(1),
            (job, cancelled) -> {
              throw new AssertionError("broken");
            },
            scheduler));
    time.timePasses(SECOND);
    scheduler.tell(new Submit(round(0), Optional.empty()));

    JobReport.Failed broken =
        new JobReport.Failed(key(0), 0, "the runner met an unexpected fault.");
    assertThat(report()).isEqualTo(broken);
    scheduler.tell(new Submit(round(1), Optional.empty()));
    assertThat(report().key()).isEqualTo(key(1));
  }

  @Test
  void a_pool_that_stops_cancels_its_jobs() throws Exception {
    Executor executor = new Executor();
    ActorRef<RunnerCommand> pool = kit.spawn(RunnerPool.create(node(1), executor, scheduler));
    time.timePasses(SECOND);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    Executor.Work work = executor.next();
    kit.stop(pool);

    awaitTrue(work.cancelled());
    work.ends().add(stopped(0));
  }

  @Test
  void the_jobs_of_a_runner_that_falls_silent_go_to_another() {
    beat("a", first);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    first.expectMessage(new RunnerCommand.Assign(round(0)));

    now.set(NOW.plus(JobQueue.LEASE).plusMillis(1));
    beat("b", second);
    second.expectNoMessage(Duration.ZERO);
    time.timePasses(SECOND);
    second.expectMessage(new RunnerCommand.Assign(round(0)));

    scheduler.tell(new JobEnded("a", done(0)));
    beat("a", first, key(0));
    first.expectMessage(new RunnerCommand.Abort(key(0)));
    assertThat(view().runners()).hasSize(2);
    assertThat(reports).isEmpty();
  }

  @Test
  void a_job_asked_for_again_after_its_end_gives_its_report_again() throws Exception {
    beat("a", first);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    first.expectMessage(new RunnerCommand.Assign(round(0)));
    scheduler.tell(new JobEnded("a", done(0)));
    assertThat(report()).isEqualTo(done(0));

    scheduler.tell(new Submit(round(0), Optional.empty()));
    assertThat(report()).isEqualTo(done(0));
    assertThat(view().waiting()).isZero();
  }

  @Test
  void a_job_that_was_lost_on_its_way_is_given_again() {
    beat("a", first);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    first.expectMessage(new RunnerCommand.Assign(round(0)));

    now.set(NOW.plus(JobQueue.LEASE).plusMillis(1));
    beat("a", first);
    first.expectMessage(new RunnerCommand.Assign(round(0)));
  }

  @Test
  void whoever_cancels_a_model_hears_once_no_slot_works_for_it() {
    TestProbe<SchedulerCommand.Idle> asker = kit.createTestProbe();
    beat("a", first);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    scheduler.tell(new Submit(round(1), Optional.empty()));
    first.expectMessage(new RunnerCommand.Assign(round(0)));

    scheduler.tell(new SchedulerCommand.CancelModel(MODEL, asker.ref()));
    first.expectMessage(new RunnerCommand.Abort(key(0)));
    assertThat(view().waiting()).isZero();
    asker.expectNoMessage(Duration.ZERO);
    scheduler.tell(new JobEnded("a", stopped(0)));
    asker.expectMessage(new SchedulerCommand.Idle(MODEL));

    scheduler.tell(new SchedulerCommand.CancelModel(MODEL, asker.ref()));
    asker.expectMessage(new SchedulerCommand.Idle(MODEL));
  }

  @Test
  void administrators_see_who_runs_what() {
    beat("a", first);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    scheduler.tell(new Submit(round(1), Optional.empty()));
    first.expectMessage(new RunnerCommand.Assign(round(0)));
    now.set(NOW.plusMillis(700));

    assertThat(view())
        .isEqualTo(
            new SchedulerView(
                List.of(
                    new SchedulerView.Runner(
                        "a",
                        1,
                        List.of(new SchedulerView.Work(key(0), MODEL, "small dense")),
                        700,
                        Optional.of(
                            new SchedulerView.About(RunnerKind.CPU, 0, false, Optional.empty())))),
                1,
                Optional.of(0)));
  }

  @Test
  void a_runner_that_is_told_to_leave_finishes_its_job_and_takes_no_other() throws Exception {
    Executor executor = pool(1);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    Executor.Work work = executor.next();
    scheduler.tell(new SchedulerCommand.Retire(Set.of("a", "unknown")));

    awaitTrue(() -> isLeaving(view()));
    scheduler.tell(new Submit(round(1), Optional.empty()));
    work.ends().add(done(0));
    assertThat(report()).isEqualTo(done(0));
    time.timePasses(SECOND);
    assertThat(view().waiting()).isEqualTo(1);
    assertThat(work.cancelled().getAsBoolean()).isFalse();
    assertThat(executor.started()).isEmpty();
  }

  @Test
  void an_order_to_leave_that_comes_late_is_ignored() {
    Executor executor = new Executor();
    ActorRef<RunnerCommand> pool = kit.spawn(RunnerPool.create(node(1), executor, scheduler));
    pool.tell(new RunnerCommand.Leave(NOW.minusSeconds(5)));
    time.timePasses(SECOND);
    awaitTrue(() -> view().runners().size() == 1);
    assertThat(isLeaving(view())).isFalse();

    pool.tell(new RunnerCommand.Leave(NOW.minusMillis(4_999)));
    awaitTrue(() -> isLeaving(view()));
  }

  @Test
  void a_job_on_its_way_to_a_runner_that_leaves_comes_back_at_once() {
    Executor executor = new Executor();
    TestProbe<SchedulerCommand> asked = kit.createTestProbe();
    ActorRef<RunnerCommand> pool = kit.spawn(RunnerPool.create(node(1), executor, asked.ref()));
    pool.tell(new RunnerCommand.Leave(NOW));
    pool.tell(new RunnerCommand.Assign(round(0)));

    asked.fishForMessage(
        Duration.ofSeconds(PATIENCE_SECONDS),
        message ->
            message.equals(new JobEnded("a", stopped(0)))
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
    assertThat(executor.started()).isEmpty();
  }

  @Test
  void a_node_that_ends_hands_its_jobs_back_and_waits_until_none_runs() throws Exception {
    Executor executor = new Executor();
    ActorRef<RunnerCommand> pool = kit.spawn(RunnerPool.create(node(1), executor, scheduler));
    time.timePasses(SECOND);
    scheduler.tell(new Submit(round(0), Optional.empty()));
    Executor.Work work = executor.next();
    beat("b", second);
    TestProbe<Done> ended = kit.createTestProbe();
    pool.tell(new RunnerCommand.HandBack(ended.ref()));

    second.expectMessage(new RunnerCommand.Assign(round(0)));
    awaitTrue(work.cancelled());
    ended.expectNoMessage(Duration.ZERO);
    work.ends().add(stopped(0));
    ended.receiveMessage(Duration.ofSeconds(PATIENCE_SECONDS));
    assertThat(reports).isEmpty();
  }

  @Test
  void more_runners_are_wished_for_at_once_and_fewer_after_a_while() {
    for (int step = 0; step < 9; step++) {
      scheduler.tell(new Submit(round(step), Optional.empty()));
    }
    awaitTrue(() -> view().waiting() == 9);
    time.timePasses(SECOND);
    awaitTrue(() -> view().desired().equals(Optional.of(4)));
    scheduler.tell(new SchedulerCommand.CancelRun(RUN));
    awaitTrue(() -> view().waiting() == 0);
    time.timePasses(TrainingScheduler.LOOK);
    assertThat(view().desired()).contains(4);
    time.timePasses(TrainingScheduler.LOOK);
    awaitTrue(() -> view().desired().equals(Optional.of(0)));
  }

  private static boolean isLeaving(SchedulerView view) {
    return view.runners().stream().anyMatch(each -> each.about().orElseThrow().leaving());
  }

  private RunnerPool.Node node(int slots) {
    return new RunnerPool.Node("a", slots, RunnerTraits::unknown, now::get);
  }

  private void beat(String name, TestProbe<RunnerCommand> runner, JobKey... holds) {
    scheduler.tell(
        new Beat(
            name,
            1,
            List.of(holds),
            Optional.of(RunnerTraits.unknown()),
            false,
            Optional.of(now.get()),
            runner.ref()));
  }

  private SchedulerView view() {
    TestProbe<SchedulerView> asker = kit.createTestProbe();
    scheduler.tell(new SchedulerCommand.Describe(asker.ref()));
    return asker.receiveMessage(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  private JobReport report() throws InterruptedException {
    JobReport report = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(report).as("a report in time").isNotNull();
    return report;
  }

  private void awaitTrue(BooleanSupplier condition) {
    kit.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(PATIENCE_SECONDS),
            () -> {
              assertThat(condition.getAsBoolean()).isTrue();
              return true;
            });
  }

  private Executor pool(int slots) {
    Executor executor = new Executor();
    kit.spawn(RunnerPool.create(node(slots), executor, scheduler));
    time.timePasses(SECOND);
    return executor;
  }

  /** Jobs begin when a slot takes them and end when the test says how. */
  private record Executor(BlockingQueue<Work> started) implements JobExecutor {
    record Work(TrainingJob job, BooleanSupplier cancelled, BlockingQueue<JobReport> ends) {}

    Executor() {
      this(new LinkedBlockingQueue<>());
    }

    @Override
    public JobReport execute(TrainingJob job, BooleanSupplier cancelled) {
      Work work = new Work(job, cancelled, new LinkedBlockingQueue<>());
      started.add(work);
      try {
        return work.ends().take();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    Work next() throws InterruptedException {
      Work work = started.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(work).as("a job that began in time").isNotNull();
      return work;
    }
  }
}
