package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BIRDS;
import static sorrel.model.domain.Samples.BUDGET;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.CONFUSION;
import static sorrel.model.domain.Samples.FILES;
import static sorrel.model.domain.Samples.IMPORT;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.addClass;
import static sorrel.model.domain.Samples.followed;
import static sorrel.model.domain.Samples.hash;
import static sorrel.model.domain.Samples.promoted;
import static sorrel.model.domain.Samples.report;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sorrel.kernel.RunId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Kept;

/** A version in use learns a class. */
final class GrowingTest {
  private static final RunId EXPANSION = NEXT_RUN;
  private static final RunId REFINEMENT = RunId.of("01939d5e-0b5a-7c3e-8a3f-00000000000a");
  private static final RunId LATER = RunId.of("01939d5e-0b5a-7c3e-8a3f-00000000000b");

  @Test
  void an_expansion_solves_a_head_for_all_classes_while_the_version_answers() {
    Scenario scenario = grown().when(expand());

    LiveModel model = scenario.live();
    assertThat(model.stage()).isEqualTo(LiveModel.Stage.EXPANDING);
    assertThat(model.serving()).contains(1);
    assertThat(model.run().orElseThrow().classes())
        .extracting(Version.OutputClass::label)
        .containsExactly("cats", "dogs", "birds");
    assertThat(model.earlierRuns()).extracting(Run::id).containsExactly(RUN);
    Plan.Fit plan = (Plan.Fit) model.run().orElseThrow().candidates().getFirst().plan();
    assertThat(plan.network()).isEqualTo(FILES.network());
    assertThat(plan.base()).contains(1);
    assertThat(model.obligations())
        .contains(new Obligation.Train(model.run().orElseThrow(), 0, 1, 1));
  }

  @Test
  void the_solved_head_becomes_a_version_and_the_refinement_begins() {
    Scenario scenario = expanded(new Kept(96, 94, 100));

    LiveModel model = scenario.live();
    Version version = model.servingVersion().orElseThrow();
    assertThat(version.number()).isEqualTo(2);
    assertThat(version.run()).isEqualTo(EXPANSION);
    assertThat(version.classes()).hasSize(3);
    assertThat(version.trained().orElseThrow().architecture().classes()).isEqualTo(3);
    assertThat(version.trained().orElseThrow().checkpoint()).isEqualTo(hash("grafted"));
    assertThat(version.datasetRevision()).isEqualTo(model.datasetRevision());
    assertThat(model.earlierRuns().getFirst().message())
        .contains(
            "All 3 classes are known now; of pictures of those known before, it was right on 96 of 100,"
                + " and is on 94 of 100, by the pictures that attempts are compared by."
                + " Version 2 is now in use.");
    assertThat(model.stage()).isEqualTo(LiveModel.Stage.SERVING);
    Run refinement = model.activeRun().orElseThrow();
    assertThat(refinement.id()).isEqualTo(REFINEMENT);
    assertThat(refinement.purpose()).isEqualTo(new Purpose.Refinement(2, 0.93));
    Plan.Train plan = (Plan.Train) refinement.candidates().getFirst().plan();
    assertThat(plan.from()).contains(hash("grafted"));
  }

  @Test
  void old_classes_that_would_lose_too_much_leave_everything_as_it_was() {
    Scenario scenario = grown().when(expand()).when(fitted(new Kept(96, 80, 100)));

    LiveModel model = scenario.live();
    assertThat(model.serving()).contains(1);
    assertThat(model.activeRun()).isEmpty();
    assertThat(model.run().orElseThrow().ending()).contains(RunEnding.LOST_TOO_MUCH);
    assertThat(model.run().orElseThrow().message().orElseThrow())
        .startsWith("By this the model would have been right on 16 fewer of 100 pictures")
        .contains("Train the model again with all classes");
  }

  @Test
  void a_few_check_pictures_prove_no_loss() {
    assertThat(grown().when(expand()).when(fitted(new Kept(28, 26, 30))).run().ending())
        .as("two of thirty may be chance")
        .contains(RunEnding.EXPANDED);
    assertThat(grown().when(expand()).when(fitted(new Kept(2_800, 2_600, 3_000))).run().ending())
        .as("two hundred of three thousand are not")
        .contains(RunEnding.LOST_TOO_MUCH);
  }

  @Test
  void a_refinement_that_is_better_takes_over() {
    Scenario scenario = refined(98);

    assertThat(scenario.run().winner()).contains(0);
    scenario.when(report(Samples.finishDone(new JobKey(MODEL, REFINEMENT, 1), 0, 29, 30)));
    assertThat(scenario.live().serving()).contains(3);
    assertThat(scenario.run().ending()).contains(RunEnding.REFINED);
    assertThat(scenario.live().activeRun()).isEmpty();
  }

  @Test
  void a_refinement_that_is_no_better_changes_nothing() {
    Scenario scenario = refined(93);

    assertThat(scenario.live().serving()).contains(2);
    assertThat(scenario.run().ending()).contains(RunEnding.NOT_BETTER);
    assertThat(scenario.live().activeRun()).isEmpty();
  }

  @Test
  void what_may_be_chance_is_no_gain() {
    assertThat(refined(95).run().ending()).contains(RunEnding.NOT_BETTER);
    assertThat(refined(96).run().ending())
        .as("three more of a hundred")
        .contains(RunEnding.NOT_BETTER);
  }

  @Test
  void the_more_check_pictures_there_are_the_smaller_a_gain_counts() {
    assertThat(refined(4_700, 5_000).run().winner()).as("one more of a hundred").contains(0);
    assertThat(refined(4_665, 5_000).run().ending())
        .as("three more of a thousand")
        .contains(RunEnding.NOT_BETTER);
  }

  @Test
  void an_accuracy_of_one_is_no_proof_where_there_are_few_check_pictures() {
    assertThat(refined(5, 5).run().ending()).contains(RunEnding.NOT_BETTER);
    assertThat(refined(100, 100).run().winner()).contains(0);
  }

  @Test
  void a_head_that_was_made_from_some_of_the_new_pictures_is_made_again_from_all() {
    Scenario scenario = expanded(new Kept(96, 94, 100), true);
    assertThat(scenario.live().earlierRuns().getFirst().message().orElseThrow())
        .contains("only some of the new pictures were learned from");
    assertThat(scenario.live().obligations())
        .as("while the network is trained further")
        .doesNotContain(new Obligation.Expand());

    refined(scenario, 93);
    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());

    scenario.when(ModelCommand.StartExpansion.alone(LATER, NOW.plusSeconds(90)));
    assertThat(((Purpose.Expansion) scenario.run().purpose()).soon()).isFalse();
    assertThat(scenario.live().expansionOwed()).isEmpty();
  }

  @Test
  void without_a_refinement_a_class_serves_as_soon_and_the_rest_of_its_pictures_follow_at_once() {
    ModelCommand expansion =
        new ModelCommand.StartExpansion(EXPANSION, 0.05, BUDGET, Optional.empty(), false, NOW);
    assertThat(((Purpose.Expansion) grown().when(expansion).run().purpose()).soon()).isTrue();

    Scenario scenario = expanded(expansion, new Kept(96, 94, 100), true);
    assertThat(scenario.live().serving()).contains(2);
    assertThat(scenario.live().activeRun()).isEmpty();
    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());

    scenario.when(ModelCommand.StartExpansion.alone(LATER, NOW.plusSeconds(3)));
    assertThat(((Purpose.Expansion) scenario.run().purpose()).soon()).isFalse();
    assertThat(scenario.live().obligations()).doesNotContain(new Obligation.Expand());
  }

  @Test
  void expansions_of_old_journals_are_as_soon_as_they_were() {
    Optional<Purpose.Next> next = Optional.of(new Purpose.Next(REFINEMENT, BUDGET));
    assertThat(new Purpose.Expansion(1, 0.05, next, Optional.empty()).soon()).isTrue();
    assertThat(new Purpose.Expansion(1, 0.05, Optional.empty(), Optional.empty()).soon()).isFalse();
  }

  @Test
  void a_better_network_has_learned_from_the_pictures_that_were_left_for_later() {
    Scenario scenario = refined(expanded(new Kept(96, 94, 100), true), 98);
    scenario.when(report(Samples.finishDone(new JobKey(MODEL, REFINEMENT, 1), 0, 29, 30)));

    assertThat(scenario.live().serving()).contains(3);
    assertThat(scenario.live().expansionOwed()).isEmpty();
  }

  @Test
  void a_refinement_gives_way_to_what_is_asked_for() {
    Scenario scenario = expanded(new Kept(96, 94, 100)).when(Samples.startRun(LATER));

    LiveModel model = scenario.live();
    assertThat(model.run().orElseThrow().id()).isEqualTo(LATER);
    assertThat(model.earlierRuns().getFirst().ending()).contains(RunEnding.OVERTAKEN);
    assertThat(model.obligations()).contains(new Obligation.StopJobs(REFINEMENT));
  }

  @Test
  void a_class_that_was_removed_is_not_in_the_next_version() {
    Scenario scenario =
        expanded(new Kept(96, 94, 100))
            .when(Samples.removeClass(CATS))
            .when(ModelCommand.StartExpansion.alone(LATER, NOW));

    assertThat(scenario.run().classes())
        .extracting(Version.OutputClass::label)
        .containsExactly("dogs", "birds");
  }

  @Test
  void without_anything_new_there_is_nothing_to_expand() {
    Scenario.given(List.of())
        .when(promoted())
        .when(expand())
        .thenRefused(new ModelRejection.UpToDate(1));
  }

  @Test
  void a_model_that_does_not_serve_or_may_not_grow_is_not_expanded() {
    Scenario.given(List.of())
        .when(Samples.filled())
        .when(expand())
        .thenRefused(new ModelRejection.NothingServes());
    grown()
        .when(
            new ModelCommand.Change(
                Optional.empty(),
                Optional.of(
                    new ModelSettings(
                        0.95,
                        false,
                        ModelSettings.History.DURABLE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty(),
                NOW))
        .when(expand())
        .thenRefused(new ModelRejection.NotExpandable());
  }

  @Test
  void a_head_that_cannot_be_solved_is_tried_again_and_then_given_up() {
    Scenario scenario = grown().when(expand());
    for (int step = 0; step < 3; step++) {
      assertThat(scenario.live().activeRun()).isPresent();
      scenario.when(
          report(new JobReport.Failed(new JobKey(MODEL, EXPANSION, step), 0, "the disk is full.")));
    }

    assertThat(scenario.run().ending()).contains(RunEnding.FAILED);
    assertThat(scenario.live().serving()).contains(1);
  }

  @Test
  void the_same_expansion_asked_for_twice_begins_once() {
    grown().when(expand()).when(expand()).thenNothing();
  }

  @Test
  void what_is_said_again_of_an_expansion_after_its_refinement_began_changes_nothing() {
    expanded(new Kept(96, 94, 100))
        .when(expand())
        .thenNothing()
        .when(new ModelCommand.CancelRun(EXPANSION, NOW))
        .thenNothing();
  }

  private static Scenario grown() {
    return Scenario.given(List.of())
        .when(
            followed(
                promoted(),
                addClass(BIRDS, "birds"),
                new ModelCommand.OpenImport(IMPORT, List.of(), NOW),
                new ModelCommand.ChangeDataset(
                    new UUID(3, 3), List.of(new ClassDelta(BIRDS, 50, 10)), NOW),
                Samples.closeImport()));
  }

  private static ModelCommand expand() {
    return new ModelCommand.StartExpansion(
        EXPANSION, 0.05, BUDGET, Optional.of(new Purpose.Next(REFINEMENT, BUDGET)), false, NOW);
  }

  private static ModelCommand fitted(Kept kept) {
    return report(
        new JobReport.RoundDone(
            new JobKey(MODEL, EXPANSION, 0),
            0,
            1,
            93,
            100,
            0,
            2,
            hash("table 2"),
            Optional.of(kept)));
  }

  private static Scenario expanded(Kept kept) {
    return expanded(kept, false);
  }

  private static Scenario expanded(Kept kept, boolean partial) {
    return expanded(expand(), kept, partial);
  }

  private static Scenario expanded(ModelCommand expansion, Kept kept, boolean partial) {
    return grown()
        .when(expansion)
        .when(fitted(kept))
        .when(
            report(
                new JobReport.FinishDone(
                    new JobKey(MODEL, EXPANSION, 1),
                    0,
                    FILES.network(),
                    hash("head 2"),
                    hash("table 2"),
                    CONFUSION,
                    Optional.of(hash("grafted")),
                    partial,
                    List.of(),
                    28,
                    30)));
  }

  /** The refinement has ended its training with so many of 100 check pictures right. */
  private static Scenario refined(int right) {
    return refined(expanded(new Kept(96, 94, 100)), right);
  }

  private static Scenario refined(int right, int total) {
    return refined(expanded(new Kept(96, 94, 100)), right, total);
  }

  private static Scenario refined(Scenario scenario, int right) {
    return refined(scenario, right, 100);
  }

  private static Scenario refined(Scenario scenario, int right, int total) {
    Plan plan = scenario.run().candidates().getFirst().plan();
    return scenario.when(
        report(
            new JobReport.RoundDone(
                new JobKey(MODEL, REFINEMENT, 0),
                0,
                plan.epochsPlanned(),
                right,
                total,
                0.1,
                60,
                hash("refined"),
                Optional.empty())));
  }
}
