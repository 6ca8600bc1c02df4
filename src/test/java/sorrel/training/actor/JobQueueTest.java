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
import org.junit.jupiter.api.Test;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

final class JobQueueTest {
  private static final Instant LATER = NOW.plus(JobQueue.LEASE).plusMillis(1);

  private final JobQueue queue = new JobQueue();

  @Test
  void a_job_submitted_twice_is_done_once() {
    heard("a", 4, NOW);
    queue.submit(round(0));
    queue.submit(round(0));
    assertThat(queue.assign("a", NOW)).containsExactly(round(0));
    queue.submit(round(0));

    assertThat(queue.waiting()).isZero();
    assertThat(queue.assign("a", NOW)).isEmpty();
  }

  @Test
  void jobs_are_given_out_oldest_first_and_no_more_than_there_are_slots() {
    heard("a", 2, NOW);
    List.of(0, 1, 2).forEach(step -> queue.submit(round(step)));

    assertThat(queue.assign("a", NOW)).containsExactly(round(0), round(1));
    assertThat(queue.assign("a", NOW)).isEmpty();
    queue.end("a", done(0));
    assertThat(queue.assign("a", NOW)).containsExactly(round(2));
  }

  @Test
  void a_runner_that_was_never_heard_of_gets_nothing() {
    queue.submit(round(0));
    assertThat(queue.assign("a", NOW)).isEmpty();
    assertThat(queue.waiting()).isEqualTo(1);
  }

  @Test
  void a_runner_that_falls_silent_loses_its_jobs_to_others() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.assign("a", NOW);
    queue.expire(NOW.plus(JobQueue.LEASE));
    assertThat(queue.waiting()).isZero();

    queue.expire(LATER);
    assertThat(queue.runners()).isEmpty();
    heard("b", 1, LATER);
    assertThat(queue.assign("b", LATER)).containsExactly(round(0));
  }

  @Test
  void a_report_of_a_runner_that_lost_the_job_is_stale() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.assign("a", NOW);
    queue.expire(LATER);
    heard("b", 1, LATER);
    queue.assign("b", LATER);

    assertThat(heard("a", 1, LATER, key(0))).containsExactly(key(0));
    assertThat(queue.end("a", done(0))).isFalse();
    assertThat(queue.end("b", done(0))).isTrue();
    assertThat(queue.end("b", done(0))).isFalse();
  }

  @Test
  void a_runner_that_comes_back_in_time_goes_on_with_its_job() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.assign("a", NOW);
    queue.expire(LATER);

    assertThat(heard("a", 1, LATER, key(0))).isEmpty();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.end("a", done(0))).isTrue();
  }

  @Test
  void a_slot_that_still_stops_an_unwanted_job_is_not_free() {
    queue.submit(round(1));

    assertThat(heard("a", 1, NOW, key(0))).containsExactly(key(0));
    assertThat(queue.assign("a", NOW)).isEmpty();
    assertThat(queue.end("a", stopped(0))).isFalse();
    assertThat(queue.assign("a", NOW)).containsExactly(round(1));
  }

  @Test
  void a_job_that_has_ended_and_is_asked_for_again_gives_its_report() {
    heard("a", 1, NOW);
    assertThat(queue.submit(round(0))).isEmpty();
    queue.assign("a", NOW);
    queue.end("a", done(0));

    assertThat(queue.submit(round(0))).contains(done(0));
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void a_stopped_job_may_be_done_again() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.assign("a", NOW);
    queue.end("a", stopped(0));

    assertThat(queue.submit(round(0))).isEmpty();
    assertThat(queue.assign("a", NOW)).containsExactly(round(0));
  }

  @Test
  void only_so_many_reports_are_kept() {
    heard("a", 1, NOW);
    for (int step = 0; step <= JobQueue.REPORTS_KEPT; step++) {
      queue.submit(round(step));
      queue.assign("a", NOW);
      assertThat(queue.end("a", done(step))).isTrue();
    }
    assertThat(queue.submit(round(0))).isEmpty();
    assertThat(queue.submit(round(1))).map(JobReport::key).contains(key(1));
  }

  @Test
  void cancelling_drops_what_waits_and_names_what_runs() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.submit(round(1));
    queue.assign("a", NOW);

    assertThat(queue.cancel(job -> job.key().run().equals(RUN)))
        .extracting(each -> each.job().key())
        .containsExactly(key(0));
    assertThat(queue.waiting()).isZero();
    assertThat(queue.cancel(job -> false)).isEmpty();
  }

  @Test
  void a_cancelled_job_whose_runner_dies_is_not_done_by_another() {
    heard("a", 1, NOW);
    queue.submit(round(0));
    queue.assign("a", NOW);
    queue.cancel(job -> true);

    queue.expire(LATER);
    heard("b", 1, LATER);
    assertThat(queue.assign("b", LATER)).isEmpty();
    assertThat(queue.running()).isEmpty();
  }

  @Test
  void a_job_that_its_runner_does_not_hold_after_a_while_waits_again() {
    heard("a", 2, NOW);
    queue.submit(round(0));
    queue.submit(round(1));
    queue.assign("a", NOW);

    queue.requeueMissing("a", List.of(key(0)), NOW.plus(JobQueue.LEASE));
    assertThat(queue.waiting()).isZero();
    queue.requeueMissing("b", List.of(), LATER);
    assertThat(queue.waiting()).isZero();
    queue.requeueMissing("a", List.of(key(0)), LATER);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.running()).extracting(each -> each.job().key()).containsExactly(key(0));
  }

  private List<JobKey> heard(String runner, int slots, Instant now, JobKey... holds) {
    return queue.heard(runner, slots, List.of(holds), now);
  }
}
