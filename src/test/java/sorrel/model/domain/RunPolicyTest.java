package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BUDGET;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.PIPELINE;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.hash;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Recipe;

final class RunPolicyTest {
  private static final List<Architecture> TWO =
      Architectures.candidates(PIPELINE.input(), 2, 20_000);

  private static final Recipe RECIPE = new Recipe(12, 64, 0.01, 0.01, Augmentation.NONE, 0, 1);

  @Test
  void candidates_take_turns_the_cheapest_first() {
    assertThat(next(fresh(), fresh())).isEqualTo(new RunPolicy.Next.Train(0, 1, 12));
    assertThat(next(trained(1, 1, 50, 10), fresh())).isEqualTo(new RunPolicy.Next.Train(1, 1, 12));
    assertThat(next(trained(1, 1, 50, 10), trained(1, 1, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Train(0, 1, 12));
    assertThat(next(trained(2, 2, 50, 10), trained(1, 1, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Train(1, 1, 12));
  }

  @Test
  void a_round_has_more_epochs_where_there_are_few_pictures() {
    assertThat(run(100_000, BUDGET, fresh()).epochsPerRound()).isEqualTo(1);
    assertThat(run(20_000, BUDGET, fresh()).epochsPerRound()).isEqualTo(1);
    assertThat(run(5_000, BUDGET, fresh()).epochsPerRound()).isEqualTo(4);
    assertThat(run(10, BUDGET, fresh()).epochsPerRound()).isEqualTo(10);
    assertThat(run(0, BUDGET, fresh()).epochsPerRound()).isEqualTo(10);
  }

  @Test
  void the_last_round_has_what_is_left_of_the_plan() {
    assertThat(RunPolicy.next(run(2_000, BUDGET, trained(10, 1, 50, 10))))
        .isEqualTo(new RunPolicy.Next.Train(0, 2, 12));
  }

  @Test
  void the_target_on_the_validation_part_ends_the_search() {
    assertThat(next(trained(1, 1, 94, 10), trained(1, 1, 95, 10)))
        .isEqualTo(new RunPolicy.Next.Choose(1, RunEnding.TARGET_REACHED));
  }

  @Test
  void the_budget_ends_the_search_with_the_best_so_far() {
    assertThat(next(trained(1, 1, 90, 300), trained(1, 1, 80, 300)))
        .isEqualTo(new RunPolicy.Next.Choose(0, RunEnding.BUDGET_SPENT));
  }

  @Test
  void the_search_ends_when_all_are_trained() {
    assertThat(next(trained(12, 12, 80, 10), trained(12, 12, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Choose(1, RunEnding.ALL_TRAINED));
  }

  @Test
  void a_candidate_that_is_clearly_behind_gets_no_more_turns() {
    // Of 100 pictures, 60 right are at most 69 % and 90 right are at least 82 %.
    assertThat(next(trained(2, 2, 60, 10), trained(12, 12, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Choose(1, RunEnding.ALL_TRAINED));
    // One round may be bad luck, and 80 right may be as good as 90.
    assertThat(next(trained(1, 1, 60, 10), trained(12, 12, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Train(0, 1, 12));
    assertThat(next(trained(2, 2, 80, 10), trained(12, 12, 90, 10)))
        .isEqualTo(new RunPolicy.Next.Train(0, 1, 12));
  }

  @Test
  void of_equals_the_one_with_fewer_parameters_wins() {
    int smaller = TWO.get(0).parameters() < TWO.get(1).parameters() ? 0 : 1;
    assertThat(TWO.get(0).parameters()).isNotEqualTo(TWO.get(1).parameters());

    assertThat(next(trained(1, 1, 95, 10), trained(1, 1, 95, 10)))
        .isEqualTo(new RunPolicy.Next.Choose(smaller, RunEnding.TARGET_REACHED));
    Run turned =
        run(20_000, BUDGET, trained(TWO.get(1), 1, 1, 95, 10), trained(TWO.get(0), 1, 1, 95, 10));
    assertThat(RunPolicy.next(turned))
        .isEqualTo(new RunPolicy.Next.Choose(1 - smaller, RunEnding.TARGET_REACHED));
  }

  @Test
  void epochs_shrink_to_what_the_budget_affords() {
    // 100 s an epoch: after 100 s for the other, the 500 s left of 10 min last for 5.
    Candidate slow = trained(2, 2, 50, 200);
    Run run = run(20_000, Duration.ofMinutes(10), slow, trained(1, 1, 50, 100));
    assertThat(RunPolicy.epochsPlanned(run, slow)).isEqualTo(5);
  }

  @Test
  void a_plan_never_grows_beyond_the_recipe_nor_falls_below_an_epoch() {
    Candidate quick = trained(2, 2, 50, 0);
    assertThat(RunPolicy.epochsPlanned(run(20_000, BUDGET, quick), quick)).isEqualTo(12);
    Candidate slow = trained(1, 1, 50, 10_000);
    assertThat(RunPolicy.epochsPlanned(run(20_000, BUDGET, slow), slow)).isEqualTo(1);
    assertThat(RunPolicy.epochsPlanned(run(20_000, BUDGET, fresh()), fresh())).isEqualTo(12);
  }

  @Test
  void failures_go_on_to_the_next_candidate_and_then_to_an_end() {
    assertThat(next(failed(2), fresh())).isEqualTo(new RunPolicy.Next.Train(0, 1, 12));
    assertThat(next(failed(3), fresh())).isEqualTo(new RunPolicy.Next.Train(1, 1, 12));
    assertThat(next(failed(3), failed(3))).isEqualTo(new RunPolicy.Next.GiveUp("broken."));
  }

  private static RunPolicy.Next next(Candidate first, Candidate second) {
    Candidate other =
        new Candidate(
            plan(TWO.get(1)),
            second.epochs(),
            second.rounds(),
            second.right(),
            second.total(),
            second.seconds(),
            second.checkpoint(),
            second.kept(),
            second.failures(),
            second.problem());
    return RunPolicy.next(run(20_000, BUDGET, first, other));
  }

  private static Plan plan(Architecture architecture) {
    return new Plan.Train(architecture, RECIPE, Optional.empty());
  }

  private static Candidate fresh() {
    return Candidate.fresh(plan(TWO.getFirst()));
  }

  private static Candidate failed(int times) {
    return new Candidate(
        plan(TWO.getFirst()),
        0,
        0,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        times,
        Optional.of("broken."));
  }

  private static Candidate trained(int epochs, int rounds, int right, double seconds) {
    return trained(TWO.getFirst(), epochs, rounds, right, seconds);
  }

  private static Candidate trained(
      Architecture architecture, int epochs, int rounds, int right, double seconds) {
    return new Candidate(
        plan(architecture),
        epochs,
        rounds,
        right,
        100,
        seconds,
        Optional.of(hash("checkpoint")),
        Optional.empty(),
        0,
        Optional.empty());
  }

  private static Run run(int images, Duration budget, Candidate... candidates) {
    return new Run(
        RUN,
        new Purpose.Search(),
        0.95,
        budget,
        images,
        0,
        List.of(),
        Arrays.asList(candidates),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NOW,
        Optional.empty());
  }
}
