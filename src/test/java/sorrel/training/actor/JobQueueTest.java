package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.NOW;
import static sorrel.training.actor.Jobs.RUN;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;
import static sorrel.training.actor.Jobs.stopped;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

final class JobQueueTest {
  private static final Instant LATER = NOW.plus(JobQueue.LEASE).plusMillis(1);

  private final JobQueue queue = new JobQueue(NOW.minus(JobQueue.LEASE));

  @Test
  void a_job_submitted_twice_is_done_once() {
    heard("a", 4, NOW);
    submit(round(0));
    submit(round(0));
    assertThat(assigned("a", NOW)).containsExactly(round(0));
    submit(round(0));

    assertThat(queue.waiting()).isZero();
    assertThat(assigned("a", NOW)).isEmpty();
  }

  @Test
  void jobs_are_given_out_oldest_first_and_no_more_than_there_are_slots() {
    heard("a", 2, NOW);
    List.of(0, 1, 2).forEach(step -> submit(round(step)));

    assertThat(assigned("a", NOW)).containsExactly(round(0), round(1));
    assertThat(assigned("a", NOW)).isEmpty();
    queue.end("a", done(0), NOW);
    assertThat(assigned("a", NOW)).containsExactly(round(2));
  }

  @Test
  void a_runner_that_was_never_heard_of_gets_nothing() {
    submit(round(0));
    assertThat(assigned("a", NOW)).isEmpty();
    assertThat(queue.waiting()).isEqualTo(1);
  }

  @Test
  void a_runner_that_falls_silent_loses_its_jobs_to_others() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.expire(NOW.plus(JobQueue.LEASE));
    assertThat(queue.waiting()).isZero();

    queue.expire(LATER);
    assertThat(queue.runners()).isEmpty();
    heard("b", 1, LATER);
    assertThat(assigned("b", LATER)).containsExactly(round(0));
  }

  @Test
  void a_report_of_a_runner_that_lost_the_job_is_stale() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.expire(LATER);
    heard("b", 1, LATER);
    assigned("b", LATER);

    assertThat(heard("a", 1, LATER, key(0))).containsExactly(key(0));
    assertThat(queue.end("a", done(0), NOW)).isFalse();
    assertThat(queue.end("b", done(0), NOW)).isTrue();
    assertThat(queue.end("b", done(0), NOW)).isFalse();
  }

  @Test
  void a_runner_that_comes_back_in_time_goes_on_with_its_job() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.expire(LATER);

    assertThat(heard("a", 1, LATER, key(0))).isEmpty();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.end("a", done(0), NOW)).isTrue();
  }

  @Test
  void a_slot_that_still_stops_an_unwanted_job_is_not_free() {
    submit(round(1));

    assertThat(heard("a", 1, NOW, key(0))).containsExactly(key(0));
    assertThat(assigned("a", NOW)).isEmpty();
    assertThat(queue.end("a", stopped(0), NOW)).isFalse();
    assertThat(assigned("a", NOW)).containsExactly(round(1));
  }

  @Test
  void a_job_that_has_ended_and_is_asked_for_again_gives_its_report() {
    heard("a", 1, NOW);
    assertThat(submit(round(0))).isEmpty();
    assigned("a", NOW);
    queue.end("a", done(0), NOW);

    assertThat(submit(round(0))).contains(done(0));
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void a_stopped_job_may_be_done_again() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.end("a", stopped(0), NOW);

    assertThat(submit(round(0))).isEmpty();
    assertThat(assigned("a", NOW)).containsExactly(round(0));
  }

  @Test
  void only_so_many_reports_are_kept() {
    heard("a", 1, NOW);
    for (int step = 0; step <= JobQueue.REPORTS_KEPT; step++) {
      submit(round(step));
      assigned("a", NOW);
      assertThat(queue.end("a", done(step), NOW)).isTrue();
    }
    assertThat(submit(round(0))).isEmpty();
    assertThat(submit(round(1))).map(JobReport::key).contains(key(1));
  }

  @Test
  void cancelling_drops_what_waits_and_names_what_runs() {
    heard("a", 1, NOW);
    submit(round(0));
    submit(round(1));
    assigned("a", NOW);

    assertThat(queue.cancel(key -> key.run().equals(RUN)))
        .extracting(JobQueue.Unwanted::key)
        .containsExactly(key(0));
    assertThat(queue.waiting()).isZero();
    assertThat(queue.cancel(key -> false)).isEmpty();
  }

  @Test
  void a_cancelled_job_whose_runner_dies_is_not_done_by_another() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.cancel(key -> true);

    queue.expire(LATER);
    heard("b", 1, LATER);
    assertThat(assigned("b", LATER)).isEmpty();
    assertThat(queue.running()).isEmpty();
  }

  @Test
  void a_job_that_its_runner_does_not_hold_after_a_while_waits_again() {
    heard("a", 2, NOW);
    submit(round(0));
    submit(round(1));
    assigned("a", NOW);

    queue.requeueMissing(runner("a", 2, NOW.plus(JobQueue.LEASE), key(0)));
    assertThat(queue.waiting()).isZero();
    queue.requeueMissing(runner("b", 2, LATER));
    assertThat(queue.waiting()).isZero();
    queue.requeueMissing(runner("a", 2, LATER, key(0)));
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.running()).extracting(each -> each.job().key()).containsExactly(key(0));
  }

  @Test
  void a_wanted_job_that_a_runner_gives_back_goes_to_another_at_once() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    leaving("a");

    assertThat(queue.end("a", stopped(0), NOW)).isFalse();
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.assign(NOW)).isEmpty();
    heard("b", 1, NOW);
    assertThat(assigned("b", NOW)).containsExactly(round(0));
  }

  @Test
  void a_runner_that_leaves_finishes_what_it_has_and_gets_nothing_new() {
    heard("a", 2, NOW);
    submit(round(0));
    assigned("a", NOW);
    queue.heard(new Runner("a", 2, RunnerTraits.unknown(), Set.of(key(0)), true, NOW));
    submit(round(1));

    assertThat(queue.assign(NOW)).isEmpty();
    assertThat(queue.end("a", done(0), NOW)).isTrue();
  }

  @Test
  void the_jobs_of_a_runner_that_says_it_goes_wait_for_nothing() {
    heard("a", 1, NOW);
    submit(round(0));
    assigned("a", NOW);
    heard("b", 1, NOW);
    queue.gone("a");

    assertThat(assigned("b", NOW)).containsExactly(round(0));
    assertThat(queue.runners()).extracting(Runner::name).containsExactly("b");
    assertThat(queue.end("a", done(0), NOW)).isFalse();
  }

  @Test
  void a_job_that_ends_its_runner_three_times_is_given_up() {
    submit(round(0));
    for (int crash = 1; crash < JobQueue.LOSSES_MAX; crash++) {
      heard("a", 1, NOW);
      assertThat(assigned("a", NOW)).containsExactly(round(0));
      assertThat(queue.crashed("a")).isEmpty();
    }
    heard("a", 1, NOW);
    assigned("a", NOW);
    List<JobReport> given = queue.expire(LATER);

    assertThat(given).hasSize(1);
    assertThat(given.getFirst()).isInstanceOf(JobReport.Failed.class);
    assertThat(queue.waiting()).isZero();
    assertThat(submit(round(0))).contains(given.getFirst());
  }

  @Test
  void a_job_whose_runners_end_in_good_order_is_never_given_up() {
    submit(round(0));
    for (int end = 0; end < 2 * JobQueue.LOSSES_MAX; end++) {
      heard("a", 1, NOW);
      assertThat(assigned("a", NOW)).containsExactly(round(0));
      queue.gone("a");
    }
    assertThat(queue.waiting()).isEqualTo(1);
  }

  private void leaving(String name) {
    queue.heard(new Runner(name, 1, RunnerTraits.unknown(), Set.of(), true, NOW));
  }

  @Test
  void a_queue_that_begins_while_a_runner_works_leaves_it_at_it_until_it_knows_what_is_wanted() {
    JobQueue fresh = new JobQueue(NOW);
    assertThat(fresh.heard(runner("a", 1, NOW, key(0)))).isEmpty();
    fresh.submit(round(1), JobPriority.SEARCHES, NOW);
    assertThat(fresh.assign(NOW)).isEmpty();

    fresh.submit(round(0), JobPriority.SEARCHES, NOW);
    assertThat(fresh.heard(runner("a", 1, LATER, key(0)))).isEmpty();
    assertThat(fresh.end("a", done(0), LATER)).isTrue();
    assertThat(fresh.heard(runner("a", 1, LATER, key(7)))).containsExactly(key(7));
  }

  @Test
  void a_report_that_comes_before_the_job_is_asked_for_again_is_not_lost() {
    JobQueue fresh = new JobQueue(NOW);
    assertThat(fresh.end("a", done(0), NOW)).isTrue();
    assertThat(fresh.submit(round(0), JobPriority.SEARCHES, NOW)).contains(done(0));
  }

  @Test
  void a_job_that_a_fresh_queue_never_knew_is_cancelled_where_it_runs() {
    JobQueue fresh = new JobQueue(NOW);
    fresh.heard(runner("a", 1, NOW, key(0)));

    assertThat(fresh.worksFor(key -> key.run().equals(RUN))).isTrue();
    assertThat(fresh.cancel(key -> key.run().equals(RUN)))
        .containsExactly(new JobQueue.Unwanted("a", key(0)));
  }

  private List<JobKey> heard(String runner, int slots, Instant now, JobKey... holds) {
    return queue.heard(runner(runner, slots, now, holds));
  }

  private static Runner runner(String name, int slots, Instant now, JobKey... holds) {
    return new Runner(name, slots, RunnerTraits.unknown(), Set.of(holds), false, now);
  }

  private Optional<JobReport> submit(TrainingJob job) {
    return queue.submit(job, JobPriority.of(job), NOW);
  }

  private List<TrainingJob> assigned(String runner, Instant now) {
    return queue.assign(now).stream()
        .filter(each -> each.runner().equals(runner))
        .map(Running::job)
        .toList();
  }
}
