package sorrel.remote.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;
import static sorrel.training.actor.Jobs.stopped;

import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.remote.domain.RunnerSession.Ending;
import sorrel.training.actor.Jobs;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerKind;

final class RunnerSessionTest {
  private final RunnerSession session = new RunnerSession(Hellos.OWN, Hellos.first("a"));

  @Test
  void a_job_is_ordered_until_the_runner_holds_it() {
    session.give(round(0));
    assertThat(session.orders().start()).containsExactly(round(0));

    session.hear(Hellos.holding("a"));
    assertThat(session.orders().start()).containsExactly(round(0));

    session.hear(Hellos.holding("a", key(0)));
    assertThat(session.orders().isEmpty()).isTrue();
    assertThat(session.busy()).containsExactly(key(0));
  }

  @Test
  void a_job_of_another_account_is_not_taken_whoever_gives_it() {
    RunnerSession other = new RunnerSession(Hellos.OF_ANOTHER, Hellos.first("a"));

    assertThat(other.give(round(0))).isFalse();
    assertThat(other.orders().isEmpty()).isTrue();
    assertThat(other.given(Jobs.MODEL)).isEmpty();
  }

  @Test
  void a_job_is_to_be_stopped_until_the_runner_shows_that_it_heard() {
    session.give(round(0));
    session.hear(Hellos.holding("a", key(0)));
    assertThat(session.stop(key(0))).isEmpty();
    assertThat(session.orders().stop()).containsExactly(key(0));
    session.hear(Hellos.holding("a", key(0)));
    assertThat(session.orders().stop()).containsExactly(key(0));

    assertThat(session.hear(Hellos.stopping("a", List.of(key(0)), key(0)))).isEmpty();
    assertThat(session.orders().isEmpty()).isTrue();
    assertThat(session.hear(Hellos.holding("a"))).containsExactly(round(0));
    assertThat(session.busy()).isEmpty();
  }

  @Test
  void a_job_that_the_runner_has_not_begun_needs_no_stop() {
    session.give(round(0));

    assertThat(session.stop(key(0))).contains(round(0));
    assertThat(session.orders().isEmpty()).isTrue();
  }

  @Test
  void a_report_counts_once() {
    session.give(round(0));
    session.hear(Hellos.holding("a", key(0)));

    assertThat(session.end(done(0))).isEqualTo(Ending.COUNTS);
    assertThat(session.end(done(0))).isEqualTo(Ending.IGNORED);
    assertThat(session.busy()).isEmpty();
  }

  @Test
  void what_a_runner_only_claims_to_hold_gives_it_nothing_and_its_report_waits() {
    session.hear(Hellos.holding("a", key(0)));

    assertThat(session.unknown()).containsExactly(key(0));
    assertThat(session.given(Jobs.MODEL)).isEmpty();
    assertThat(session.end(done(0))).isEqualTo(Ending.NOT_YET);
    session.give(round(0));
    assertThat(session.unknown()).isEmpty();
    assertThat(session.given(Jobs.MODEL)).containsExactly(round(0));
    assertThat(session.end(done(0))).isEqualTo(Ending.COUNTS);
  }

  @Test
  void a_claim_that_turned_out_to_be_unwanted_is_forgotten_with_its_report() {
    session.hear(Hellos.holding("a", key(0)));
    session.stop(key(0));

    assertThat(session.unknown()).isEmpty();
    assertThat(session.end(done(0))).isEqualTo(Ending.IGNORED);
    assertThat(session.busy()).isEmpty();
  }

  @Test
  void a_report_of_another_kind_or_candidate_does_not_end_a_job() {
    session.give(Jobs.finish(0, Jobs.HASH));

    assertThat(session.end(done(0))).isEqualTo(Ending.WRONG);
    assertThat(session.end(new JobReport.Failed(key(0), 7, "for the test.")))
        .isEqualTo(Ending.WRONG);
    assertThat(session.end(stopped(0))).isEqualTo(Ending.COUNTS);
  }

  @Test
  void a_word_that_is_too_long_is_no_word() {
    assertThatThrownBy(() -> Hellos.first(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Hello("a", true, false, 65, RunnerKind.CPU, List.of(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
