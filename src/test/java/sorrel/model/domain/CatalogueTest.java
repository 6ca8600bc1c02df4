package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BIRDS;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.DOGS;
import static sorrel.model.domain.Samples.LARGER;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.PIPELINE;
import static sorrel.model.domain.Samples.SETTINGS;
import static sorrel.model.domain.Samples.addClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;

final class CatalogueTest {
  private static final ModelSettings OTHER =
      new ModelSettings(
          0.8,
          false,
          ModelSettings.History.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final ModelCommand.RemoveClass REMOVE_CATS = Samples.removeClass(CATS);

  @Test
  void a_model_is_made_once() {
    made()
        .then(
            new ModelEvent.Created(
                Samples.MODEL, Samples.OWNER, "Pets", SETTINGS, Optional.empty(), NOW))
        .when(Samples.create())
        .thenNothing()
        .when(
            new ModelCommand.Create(
                Samples.MODEL, AccountId.next(), "Pets", SETTINGS, Optional.empty(), NOW))
        .thenRefused(new ModelRejection.AlreadyExists());
  }

  @Test
  void what_was_never_made_refuses_everything_else() {
    Scenario.given(List.of())
        .when(addClass(CATS, "cats"))
        .thenRefused(new ModelRejection.NoSuchModel())
        .when(new ModelCommand.Delete(NOW))
        .thenRefused(new ModelRejection.NoSuchModel());
  }

  @Test
  void a_change_tells_only_what_differs() {
    made()
        .when(change(Optional.of("Animals"), Optional.of(SETTINGS), Optional.empty()))
        .then(new ModelEvent.Renamed("Animals", NOW))
        .when(change(Optional.of("Animals"), Optional.of(OTHER), Optional.of(PIPELINE)))
        .then(
            new ModelEvent.SettingsChanged(OTHER, NOW),
            new ModelEvent.PipelineChosen(PIPELINE, NOW))
        .when(change(Optional.of("Animals"), Optional.of(OTHER), Optional.of(PIPELINE)))
        .thenNothing()
        .when(change(Optional.empty(), Optional.empty(), Optional.empty()))
        .thenNothing();
  }

  @Test
  void the_input_stays_once_a_run_or_a_version_rests_on_it() {
    for (List<ModelCommand> history : List.of(Samples.started(), Samples.promoted())) {
      Scenario.given(List.of())
          .when(history)
          .when(change(Optional.of("Animals"), Optional.empty(), Optional.of(LARGER)))
          .thenRefused(new ModelRejection.PipelineFixed())
          .when(change(Optional.of("Animals"), Optional.empty(), Optional.of(PIPELINE)))
          .then(new ModelEvent.Renamed("Animals", NOW));
    }
  }

  @Test
  void the_input_may_change_again_after_a_run_that_made_no_version() {
    Scenario.given(List.of())
        .when(Samples.followed(Samples.started(), new ModelCommand.CancelRun(Samples.RUN, NOW)))
        .when(change(Optional.empty(), Optional.empty(), Optional.of(LARGER)))
        .then(new ModelEvent.PipelineChosen(LARGER, NOW));
  }

  @Test
  void a_label_is_there_once() {
    made()
        .when(addClass(CATS, "cats"))
        .then(new ModelEvent.ClassAdded(CATS, "cats", NOW))
        .when(addClass(CATS, "cats"))
        .thenNothing()
        .when(addClass(DOGS, "cats"))
        .thenRefused(new ModelRejection.LabelTaken("cats"));
  }

  @Test
  void a_class_added_again_after_it_was_renamed_or_removed_stays_as_it_is() {
    made()
        .when(List.of(addClass(CATS, "cats"), new ModelCommand.RenameClass(CATS, "felines", NOW)))
        .when(addClass(CATS, "cats"))
        .thenNothing()
        .when(Samples.removeClass(CATS))
        .when(addClass(CATS, "cats"))
        .thenRefused(new ModelRejection.NoSuchClass());
  }

  @Test
  void a_model_has_up_to_a_thousand_classes() {
    List<ModelCommand> commands = new ArrayList<>(Samples.made());
    for (int i = 0; i < ModelLimits.CLASSES_MAX; i++) {
      commands.add(addClass(ClassId.next(), "class " + i));
    }
    Scenario.given(List.of())
        .when(commands)
        .when(addClass(BIRDS, "birds"))
        .thenRefused(new ModelRejection.TooManyClasses(1_000));
  }

  @Test
  void a_class_takes_any_name_that_is_free() {
    made()
        .when(List.of(addClass(CATS, "cats"), addClass(DOGS, "dogs")))
        .when(new ModelCommand.RenameClass(CATS, "felines", NOW))
        .then(new ModelEvent.ClassRenamed(CATS, "felines", NOW))
        .when(new ModelCommand.RenameClass(CATS, "felines", NOW))
        .thenNothing()
        .when(new ModelCommand.RenameClass(CATS, "dogs", NOW))
        .thenRefused(new ModelRejection.LabelTaken("dogs"))
        .when(new ModelCommand.RenameClass(BIRDS, "birds", NOW))
        .thenRefused(new ModelRejection.NoSuchClass());
  }

  @Test
  void the_images_of_a_removed_class_are_to_be_erased_until_they_are() {
    Scenario removed =
        made()
            .when(List.of(addClass(CATS, "cats"), addClass(DOGS, "dogs")))
            .when(REMOVE_CATS)
            .then(new ModelEvent.ClassRemoved(CATS, REMOVE_CATS.change(), NOW));
    assertThat(removed.model().obligations()).contains(new Obligation.EraseClass(CATS));
    assertThat(removed.model().hasWork()).isTrue();
    assertThat(removed.live().classes()).extracting(ModelClass::id).containsExactly(DOGS);

    removed
        .when(Samples.removeClass(CATS))
        .thenNothing()
        .when(new ModelCommand.ConfirmClassErased(CATS, NOW))
        .then(new ModelEvent.ClassErased(CATS, NOW))
        .when(new ModelCommand.ConfirmClassErased(CATS, NOW))
        .thenNothing()
        .when(Samples.removeClass(CATS))
        .thenNothing();
    assertThat(removed.model().obligations()).doesNotContain(new Obligation.EraseClass(CATS));
    assertThat(removed.model().hasWork()).isFalse();
  }

  @Test
  void a_removed_class_comes_back_under_its_own_id_whether_its_images_are_erased_yet_or_not() {
    ModelCommand again = new ModelCommand.RestoreClass(new NewClass(CATS, "cats"), NOW);
    Scenario restored =
        made()
            .when(List.of(addClass(CATS, "cats"), Samples.removeClass(CATS)))
            .when(again)
            .then(
                new ModelEvent.ClassErased(CATS, NOW), new ModelEvent.ClassAdded(CATS, "cats", NOW))
            .when(again)
            .thenNothing()
            .when(new ModelCommand.ConfirmClassErased(CATS, NOW))
            .thenNothing();
    assertThat(restored.live().classes()).extracting(ModelClass::id).containsExactly(CATS);
    assertThat(restored.model().hasWork()).isFalse();

    restored
        .when(List.of(Samples.removeClass(CATS), new ModelCommand.ConfirmClassErased(CATS, NOW)))
        .when(again)
        .then(new ModelEvent.ClassAdded(CATS, "cats", NOW));
  }

  @Test
  void a_removal_that_comes_again_late_spares_a_class_that_was_put_back() {
    ModelCommand.RemoveClass another = Samples.removeClass(CATS);
    made()
        .when(
            List.of(
                addClass(CATS, "cats"),
                REMOVE_CATS,
                new ModelCommand.RestoreClass(new NewClass(CATS, "cats"), NOW)))
        .when(REMOVE_CATS)
        .thenNothing()
        .when(another)
        .then(new ModelEvent.ClassRemoved(CATS, another.change(), NOW));
  }

  @Test
  void a_removal_that_a_node_of_an_older_build_asks_for_needs_no_id() {
    ModelCommand old = new ModelCommand.RemoveClass(CATS, Optional.empty(), NOW);
    made()
        .when(addClass(CATS, "cats"))
        .when(old)
        .then(new ModelEvent.ClassRemoved(CATS, Optional.empty(), NOW))
        .when(old)
        .thenNothing();
  }

  @Test
  void a_removed_class_does_not_come_back_beside_another_of_its_label() {
    made()
        .when(List.of(addClass(CATS, "cats"), Samples.removeClass(CATS), addClass(DOGS, "cats")))
        .when(new ModelCommand.RestoreClass(new NewClass(CATS, "cats"), NOW))
        .thenRefused(new ModelRejection.LabelTaken("cats"));
  }

  private static Scenario made() {
    return Scenario.given(List.of()).when(Samples.made());
  }

  private static ModelCommand.Change change(
      Optional<String> name, Optional<ModelSettings> settings, Optional<ImagePipeline> pipeline) {
    return new ModelCommand.Change(name, settings, pipeline, NOW);
  }
}
