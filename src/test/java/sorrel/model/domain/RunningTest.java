package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.CONFUSION;
import static sorrel.model.domain.Samples.FILES;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.PIPELINE;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.checkpoint;
import static sorrel.model.domain.Samples.failure;
import static sorrel.model.domain.Samples.finish;
import static sorrel.model.domain.Samples.report;
import static sorrel.model.domain.Samples.round;
import static sorrel.model.domain.Samples.startRun;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

final class RunningTest {
  @Test
  void a_round_below_the_target_leads_to_another_one() {
    Scenario scenario = started().when(round(0, 0, 10, 80));

    assertThat(scenario.events())
        .containsExactly(
            new ModelEvent.RoundFinished(
                RUN, 0, 0, 10, 80, 100, 0.5, 10, checkpoint(0, 10), Optional.empty(), NOW));
    assertThat(train(scenario).epochs()).isPositive();
    assertThat(scenario.run().step()).isEqualTo(1);
  }

  @Test
  void a_round_that_reaches_the_target_chooses_the_winner_and_calls_for_its_end() {
    Scenario scenario = started().when(round(0, 0, 10, 95));

    assertThat(scenario.events())
        .contains(new ModelEvent.WinnerChosen(RUN, 0, RunEnding.TARGET_REACHED, NOW));
    assertThat(scenario.model().obligations())
        .contains(new Obligation.Finish(scenario.run(), 0, checkpoint(0, 10)));
    assertThat(scenario.model().hasWork()).isTrue();
  }

  @Test
  void the_finished_winner_is_promoted_and_serves() {
    Scenario scenario = started().when(List.of(round(0, 0, 10, 96))).when(finish(1, 0));

    Version version = scenario.live().versions().getFirst();
    assertThat(scenario.events())
        .containsExactly(
            new ModelEvent.Promoted(RUN, version, NOW),
            new ModelEvent.RunEnded(
                RUN,
                RunEnding.TARGET_REACHED,
                "The goal, 95 of 100, was reached: right on 96 of 100, by the 100 pictures that attempts are compared by."
                    + " Version 1 is now in use.",
                NOW));
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.files()).isEqualTo(FILES);
    assertThat(version.trained().orElseThrow().checkpoint()).isEqualTo(checkpoint(0, 10));
    assertThat(version.report()).isEqualTo(CONFUSION);
    assertThat(version.pipeline()).isEqualTo(PIPELINE);
    assertThat(version.accuracy().orElseThrow().value()).isEqualTo(0.95);
    assertThat(scenario.live().serving()).contains(1);
    assertThat(scenario.live().stage()).isEqualTo(LiveModel.Stage.SERVING);
    assertThat(scenario.run().promoted()).contains(1);
    assertThat(scenario.model().obligations())
        .containsExactly(
            new Obligation.StopJobs(RUN), new Obligation.ServeVersion(Optional.of(version)));
    assertThat(scenario.model().hasWork()).isFalse();
  }

  @Test
  void reports_that_were_overtaken_change_nothing() {
    Scenario scenario = started().when(List.of(round(0, 0, 10, 80)));
    JobKey ofAnotherRun = new JobKey(MODEL, NEXT_RUN, 1);

    scenario
        .when(round(0, 0, 10, 80))
        .thenNothing()
        .when(round(2, 0, 10, 80))
        .thenNothing()
        .when(report(new JobReport.Failed(ofAnotherRun, 0, "no")))
        .thenNothing()
        .when(report(new JobReport.Stopped(Samples.key(1), 1)))
        .thenNothing();
  }

  @Test
  void reports_after_the_end_change_nothing() {
    Scenario.given(List.of())
        .when(Samples.promoted())
        .when(finish(1, 0))
        .thenNothing()
        .when(finish(2, 0))
        .thenNothing();
    started()
        .when(new ModelCommand.CancelRun(RUN, NOW))
        .when(round(0, 0, 10, 96))
        .thenNothing()
        .when(failure(0, 0))
        .thenNothing();
  }

  @Test
  void a_cancelled_run_stops_its_jobs_and_leaves_no_work() {
    Scenario scenario = started().when(new ModelCommand.CancelRun(RUN, NOW));

    scenario.then(
        new ModelEvent.RunEnded(
            RUN, RunEnding.CANCELLED, "Training was stopped by its owner.", NOW));
    assertThat(scenario.model().obligations())
        .containsExactly(
            new Obligation.StopJobs(RUN), new Obligation.ServeVersion(Optional.empty()));
    assertThat(scenario.model().hasWork()).isFalse();
    assertThat(scenario.live().stage()).isEqualTo(LiveModel.Stage.READY_TO_TRAIN);
    scenario
        .when(new ModelCommand.CancelRun(RUN, NOW))
        .thenNothing()
        .when(new ModelCommand.CancelRun(NEXT_RUN, NOW))
        .thenRefused(new ModelRejection.NoSuchRun());
    assertThat(scenario.when(startRun(NEXT_RUN)).run().id()).isEqualTo(NEXT_RUN);
  }

  @Test
  void a_failed_job_is_tried_again_and_its_failures_are_forgotten_once_it_succeeds() {
    Scenario scenario = started().when(List.of(failure(0, 0), failure(1, 0)));

    assertThat(train(scenario).candidate()).isZero();
    assertThat(scenario.run().candidates().getFirst().problem()).contains("the disk is full.");
    scenario.when(round(2, 0, 10, 50));
    assertThat(scenario.run().candidates().getFirst().failures()).isZero();
    assertThat(scenario.run().candidates().getFirst().problem()).isEmpty();
  }

  @Test
  void a_candidate_that_fails_three_times_is_given_up() {
    Scenario scenario = started().when(List.of(failure(0, 0), failure(1, 0), failure(2, 0)));

    assertThat(train(scenario).candidate()).isEqualTo(1);
    assertThat(scenario.run().finished()).isFalse();
  }

  @Test
  void a_run_whose_candidates_all_fail_says_why() {
    Scenario scenario =
        started()
            .when(
                List.of(
                    failure(0, 0),
                    failure(1, 0),
                    failure(2, 0),
                    failure(3, 1),
                    failure(4, 1),
                    failure(5, 1),
                    failure(6, 2),
                    failure(7, 2),
                    failure(8, 2)));

    assertThat(scenario.events())
        .contains(
            new ModelEvent.RunEnded(
                RUN,
                RunEnding.FAILED,
                "Training failed: the disk is full. Your pictures are safe; start the training"
                    + " again.",
                NOW));
    assertThat(scenario.model().hasWork()).isFalse();
  }

  @Test
  void the_end_of_a_winner_is_tried_three_times_however_often_it_failed_before() {
    // The first candidate wins although its last rounds failed; the others never trained.
    Scenario scenario =
        started()
            .when(
                List.of(
                    round(0, 0, 10, 80),
                    failure(1, 1),
                    failure(2, 1),
                    failure(3, 1),
                    failure(4, 2),
                    failure(5, 2),
                    failure(6, 2),
                    failure(7, 0),
                    failure(8, 0),
                    failure(9, 0)));
    assertThat(scenario.run().winner()).contains(0);

    scenario.when(List.of(failure(10, 0), failure(11, 0)));
    assertThat(scenario.run().finished()).isFalse();
    assertThat(scenario.model().obligations())
        .contains(new Obligation.Finish(scenario.run(), 0, checkpoint(0, 10)));
    scenario.when(failure(12, 0));
    assertThat(scenario.run().ending()).contains(RunEnding.FAILED);
    assertThat(scenario.run().finished()).isTrue();
    assertThat(scenario.live().versions()).isEmpty();
  }

  private static Scenario started() {
    return Scenario.given(List.of()).when(Samples.started());
  }

  private static Obligation.Train train(Scenario scenario) {
    return (Obligation.Train) scenario.model().obligations().getFirst();
  }
}
