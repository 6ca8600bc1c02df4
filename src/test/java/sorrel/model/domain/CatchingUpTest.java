package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BUDGET;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.promoted;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.RunId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

/** A version in use learns what changed, once, as soon as nothing else is under way. */
final class CatchingUpTest {
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final RunId THIRD_RUN = RunId.of("01939d5e-0b5a-7c3e-8a3f-00000000000c");

  @Test
  void an_expansion_that_is_owed_is_due_at_once_where_nothing_runs() {
    Scenario scenario = serving().when(new ModelCommand.CatchUp(LATER));

    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());
    assertThat(scenario.live().hasWork()).isTrue();

    scenario.when(ModelCommand.StartExpansion.alone(NEXT_RUN, LATER));
    assertThat(scenario.run().purpose())
        .isEqualTo(new Purpose.Expansion(1, 0.05, Optional.empty(), Optional.of(true)));
    assertThat(scenario.live().expansionOwed()).isEmpty();
    assertThat(scenario.live().obligations()).doesNotContain(new Obligation.Expand());
  }

  @Test
  void what_is_asked_for_during_an_expansion_follows_once_however_often() {
    Scenario scenario =
        serving()
            .when(new ModelCommand.CatchUp(LATER))
            .when(ModelCommand.StartExpansion.alone(NEXT_RUN, LATER))
            .when(new ModelCommand.CatchUp(LATER.plusSeconds(1)))
            .when(new ModelCommand.CatchUp(LATER.plusSeconds(2)));
    assertThat(scenario.live().obligations()).doesNotContain(new Obligation.Expand());

    scenario.when(new ModelCommand.CancelRun(NEXT_RUN, LATER));
    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());

    scenario.when(ModelCommand.StartExpansion.alone(THIRD_RUN, LATER.plusSeconds(3)));
    scenario.when(new ModelCommand.CancelRun(THIRD_RUN, LATER));
    assertThat(scenario.live().hasWork()).isFalse();
  }

  @Test
  void a_training_that_began_before_the_pictures_changed_does_not_make_up_for_it() {
    Scenario scenario =
        searching()
            .when(new ModelCommand.CatchUp(LATER.plusSeconds(1)))
            .when(ended(LATER.plusSeconds(9)));

    assertThat(scenario.live().serving()).contains(2);
    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());
    scenario.when(ModelCommand.StartExpansion.alone(THIRD_RUN, LATER));
    assertThat(scenario.run().startedAt())
        .as("it reads pictures until then, though its clock is behind")
        .isEqualTo(LATER.plusSeconds(1));
    assertThat(scenario.live().expansionOwed()).isEmpty();
  }

  @Test
  void a_training_that_began_afterwards_makes_up_for_it() {
    Scenario scenario =
        serving()
            .when(new ModelCommand.CatchUp(NOW))
            .when(search())
            .when(ended(LATER.plusSeconds(9)));

    assertThat(scenario.live().serving()).contains(2);
    assertThat(scenario.live().hasWork()).isFalse();
  }

  @Test
  void a_training_that_was_stopped_makes_up_for_nothing() {
    Scenario scenario =
        serving()
            .when(new ModelCommand.CatchUp(NOW))
            .when(search())
            .when(new ModelCommand.CancelRun(NEXT_RUN, LATER));

    assertThat(scenario.live().obligations()).contains(new Obligation.Expand());
  }

  @Test
  void a_model_that_serves_nothing_or_may_not_grow_owes_nothing() {
    Scenario.given(List.of())
        .when(Samples.filled())
        .when(new ModelCommand.CatchUp(NOW))
        .thenNothing();
    serving()
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
        .when(new ModelCommand.CatchUp(NOW))
        .thenNothing();
  }

  @Test
  void the_same_wish_again_changes_nothing() {
    serving()
        .when(new ModelCommand.CatchUp(LATER))
        .when(new ModelCommand.CatchUp(LATER))
        .thenNothing()
        .when(new ModelCommand.CatchUp(NOW))
        .thenNothing();
  }

  private static Scenario serving() {
    Scenario scenario = Scenario.given(List.of()).when(promoted());
    assertThat(scenario.run().id()).isEqualTo(RUN);
    return scenario;
  }

  private static Scenario searching() {
    return serving().when(search());
  }

  private static ModelCommand search() {
    ModelCommand.StartRun run = Samples.startRun(NEXT_RUN);
    return new ModelCommand.StartRun(
        run.run(),
        run.target(),
        BUDGET,
        run.memory(),
        run.augmentation(),
        run.candidates(),
        run.networks(),
        LATER);
  }

  /** The search reached its target and made a version. */
  private static List<ModelCommand> ended(Instant at) {
    return List.of(
        new ModelCommand.Report(
            new JobReport.RoundDone(
                new JobKey(MODEL, NEXT_RUN, 0),
                0,
                10,
                96,
                100,
                0.5,
                10,
                Samples.checkpoint(0, 10),
                Optional.empty()),
            at),
        new ModelCommand.Report(Samples.finishDone(new JobKey(MODEL, NEXT_RUN, 1), 0, 19, 20), at));
  }
}
