package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.addClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.RunId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

final class ModelLifeTest {
  @Test
  void a_model_goes_through_its_stages() {
    assertThat(stage(Samples.made())).isEqualTo(LiveModel.Stage.EMPTY);
    assertThat(stage(Samples.filled())).isEqualTo(LiveModel.Stage.READY_TO_TRAIN);
    assertThat(stage(Samples.started())).isEqualTo(LiveModel.Stage.TRAINING);
    assertThat(stage(Samples.promoted())).isEqualTo(LiveModel.Stage.SERVING);
  }

  @Test
  void a_model_without_work_only_says_what_serves() {
    for (List<ModelCommand> history : List.of(Samples.made(), Samples.filled())) {
      Model model = Scenario.given(List.of()).when(history).model();
      assertThat(model.obligations())
          .containsExactly(new Obligation.ServeVersion(Optional.empty()));
      assertThat(model.hasWork()).isFalse();
    }
    assertThat(Model.unknown().obligations()).isEmpty();
    assertThat(Model.unknown().hasWork()).isFalse();
  }

  @Test
  void a_model_in_training_wants_a_round_and_to_go_on_serving() {
    Model model = Scenario.given(List.of()).when(Samples.started()).model();
    assertThat(model.hasWork()).isTrue();
    assertThat(model.obligations())
        .hasExactlyElementsOfTypes(Obligation.Train.class, Obligation.ServeVersion.class);
  }

  @Test
  void an_earlier_version_can_be_put_in_use_again() {
    Scenario scenario = twoVersions();
    assertThat(scenario.live().serving()).contains(2);

    scenario
        .when(new ModelCommand.Serve(1, NOW))
        .then(new ModelEvent.ServingChanged(1, NOW))
        .when(new ModelCommand.Serve(1, NOW))
        .thenNothing()
        .when(new ModelCommand.Serve(3, NOW))
        .thenRefused(new ModelRejection.NoSuchVersion(3));
    assertThat(scenario.live().servingVersion().map(Version::number)).contains(1);
    assertThat(scenario.model().obligations())
        .contains(new Obligation.ServeVersion(scenario.live().version(1)));
  }

  @Test
  void only_so_many_versions_are_kept_and_the_newest_serves() {
    LiveModel model = Scenario.given(List.of()).when(Samples.promoted()).live();
    Version first = model.versions().getFirst();
    Model state = model;
    for (int number = 2; number <= ModelLimits.VERSIONS_KEPT + 5; number++) {
      Version version =
          new Version(
              number,
              first.run(),
              first.architecture(),
              first.parameters(),
              first.pipeline(),
              first.classes(),
              first.files(),
              first.trained(),
              first.report(),
              first.right(),
              first.total(),
              first.datasetRevision(),
              NOW);
      state = state.apply(new ModelEvent.Promoted(RUN, version, NOW));
    }
    LiveModel last = (LiveModel) state;
    assertThat(last.versions()).hasSize(ModelLimits.VERSIONS_KEPT);
    assertThat(last.servingVersion().map(Version::number)).contains(ModelLimits.VERSIONS_KEPT + 5);
  }

  @Test
  void a_deleted_model_is_to_be_erased_and_refuses_everything_else() {
    Scenario deleted =
        Scenario.given(List.of())
            .when(Samples.started())
            .when(new ModelCommand.Delete(NOW))
            .then(new ModelEvent.Deleted(NOW));
    assertThat(deleted.model().obligations()).containsExactly(new Obligation.EraseModel());
    assertThat(deleted.model().hasWork()).isTrue();

    deleted
        .when(new ModelCommand.Delete(NOW))
        .thenNothing()
        .when(addClass(CATS, "cats"))
        .thenRefused(new ModelRejection.NoSuchModel())
        .when(Samples.round(0, 0, 10, 96))
        .thenRefused(new ModelRejection.NoSuchModel())
        .when(Samples.create())
        .thenRefused(new ModelRejection.NoSuchModel());
  }

  @Test
  void a_model_is_deleted_as_empty_only_while_it_holds_nothing() {
    Scenario.given(List.of())
        .when(Samples.create())
        .when(new ModelCommand.DeleteEmpty(NOW))
        .then(new ModelEvent.Deleted(NOW))
        .when(new ModelCommand.DeleteEmpty(NOW))
        .thenNothing();
    Scenario.given(List.of())
        .when(List.of(Samples.create(), Samples.openImport()))
        .when(new ModelCommand.DeleteEmpty(NOW))
        .thenRefused(new ModelRejection.ImportUnderWay())
        .when(Samples.closeImport())
        .when(new ModelCommand.DeleteEmpty(NOW))
        .then(new ModelEvent.Deleted(NOW));
    Scenario.given(List.of())
        .when(Samples.filled())
        .when(new ModelCommand.DeleteEmpty(NOW))
        .thenRefused(new ModelRejection.NotEmpty(240));
  }

  @Test
  void an_erased_model_stays_erased() {
    Scenario erased =
        Scenario.given(List.of())
            .when(Samples.filled())
            .when(List.of(new ModelCommand.Delete(NOW)))
            .when(new ModelCommand.Erase(NOW))
            .then(new ModelEvent.Erased(NOW))
            .when(new ModelCommand.Erase(NOW))
            .thenNothing();
    assertThat(erased.model()).isEqualTo(new DeletedModel(true, NOW));
    assertThat(erased.model().obligations()).isEmpty();
    assertThat(erased.model().hasWork()).isFalse();
  }

  @Test
  void a_journal_cut_down_to_its_last_event_tells_that_the_model_was_erased() {
    Scenario.given(List.of(new ModelEvent.Erased(NOW)))
        .when(Samples.create())
        .thenRefused(new ModelRejection.NoSuchModel());
  }

  @Test
  void a_living_model_is_not_erased() {
    Scenario.given(List.of())
        .when(Samples.filled())
        .when(new ModelCommand.Erase(NOW))
        .thenNothing();
  }

  private static LiveModel.Stage stage(List<ModelCommand> history) {
    return Scenario.given(List.of()).when(history).live().stage();
  }

  private static Scenario twoVersions() {
    List<ModelCommand> commands = new ArrayList<>(Samples.promoted());
    commands.add(Samples.startRun(NEXT_RUN));
    RunId next = NEXT_RUN;
    commands.add(
        Samples.report(
            new JobReport.RoundDone(
                new JobKey(Samples.MODEL, next, 0),
                0,
                10,
                97,
                100,
                0.4,
                10,
                Samples.checkpoint(0, 10),
                Optional.empty())));
    commands.add(Samples.report(Samples.finishDone(new JobKey(Samples.MODEL, next, 1), 0, 20, 20)));
    return Scenario.given(List.of()).when(commands);
  }
}
