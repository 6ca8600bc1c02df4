package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BIRDS;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.CHANGE;
import static sorrel.model.domain.Samples.DOGS;
import static sorrel.model.domain.Samples.IMPORT;
import static sorrel.model.domain.Samples.LARGER;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.PIPELINE;
import static sorrel.model.domain.Samples.addClass;
import static sorrel.model.domain.Samples.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ClassId;

final class IntakeTest {
  @Test
  void an_import_adds_the_classes_that_are_new() {
    made()
        .when(addClass(CATS, "cats"))
        .when(
            new ModelCommand.OpenImport(
                IMPORT, List.of(new NewClass(BIRDS, "cats"), new NewClass(DOGS, "dogs")), NOW))
        .then(
            new ModelEvent.ClassAdded(DOGS, "dogs", NOW), new ModelEvent.ImportOpened(IMPORT, NOW))
        .when(Samples.openImport())
        .thenNothing();
  }

  @Test
  void an_import_opened_again_adds_no_class_that_was_renamed_or_removed_meanwhile() {
    Scenario opened =
        made()
            .when(
                List.of(
                    Samples.openImport(),
                    new ModelCommand.RenameClass(CATS, "felines", NOW),
                    Samples.removeClass(DOGS)))
            .when(Samples.openImport())
            .thenNothing();
    assertThat(opened.live().classes()).containsExactly(new ModelClass(CATS, "felines", 0, 0));
  }

  @Test
  void an_import_of_too_many_classes_is_refused_whole() {
    List<NewClass> classes = new ArrayList<>();
    for (int i = 0; i <= ModelLimits.CLASSES_MAX; i++) {
      classes.add(new NewClass(ClassId.next(), "class " + i));
    }
    Scenario refused =
        made()
            .when(new ModelCommand.OpenImport(IMPORT, classes, NOW))
            .thenRefused(new ModelRejection.TooManyClasses(1_000));
    assertThat(refused.live().imports()).isEmpty();
  }

  @Test
  void a_change_counts_once_however_often_it_is_sent() {
    Scenario counted =
        opened()
            .when(counts(CHANGE, 100, 50))
            .then(new ModelEvent.DatasetChanged(CHANGE, counts(CHANGE, 100, 50).deltas(), NOW))
            .when(counts(CHANGE, 100, 50))
            .thenNothing();
    assertThat(counted.live().classes())
        .containsExactly(
            new ModelClass(CATS, "cats", 100, 20), new ModelClass(DOGS, "dogs", 50, 10));
    assertThat(counted.live().trainingImages()).isEqualTo(150);
    assertThat(counted.live().datasetRevision()).isEqualTo(1);
  }

  @Test
  void a_class_that_a_change_names_twice_gets_both_counts() {
    Scenario counted =
        opened()
            .when(
                new ModelCommand.ChangeDataset(
                    CHANGE, List.of(new ClassDelta(CATS, 3, 1), new ClassDelta(CATS, 4, 0)), NOW));
    assertThat(counted.live().classOf(CATS)).contains(new ModelClass(CATS, "cats", 7, 1));
  }

  @Test
  void only_so_many_changes_are_remembered() {
    Scenario counted = opened();
    for (int i = 0; i < ModelLimits.CHANGES_REMEMBERED + 10; i++) {
      counted.when(counts(new UUID(1, i), 1, 0));
    }
    assertThat(counted.live().recentChanges()).hasSize(ModelLimits.CHANGES_REMEMBERED);
    assertThat(counted.live().trainingImages()).isEqualTo(ModelLimits.CHANGES_REMEMBERED + 10);
    counted.when(counts(new UUID(1, 10), 1, 0)).thenNothing();
  }

  @Test
  void a_change_of_a_class_that_is_not_there_is_refused() {
    opened()
        .when(new ModelCommand.ChangeDataset(CHANGE, List.of(new ClassDelta(BIRDS, 1, 0)), NOW))
        .thenRefused(new ModelRejection.NoSuchClass());
  }

  @Test
  void counts_never_fall_below_nothing() {
    Scenario counted = opened().when(counts(CHANGE, 2, 2)).when(counts(new UUID(1, 1), -10, -1));
    assertThat(counted.live().classes())
        .containsExactly(new ModelClass(CATS, "cats", 0, 0), new ModelClass(DOGS, "dogs", 1, 0));
  }

  @Test
  void the_first_import_with_pictures_chooses_the_input() {
    opened()
        .when(new ModelCommand.CloseImport(IMPORT, Optional.empty(), NOW))
        .then(new ModelEvent.ImportClosed(IMPORT, NOW))
        .when(Samples.openImport())
        .then(new ModelEvent.ImportOpened(IMPORT, NOW))
        .when(Samples.closeImport())
        .then(
            new ModelEvent.PipelineChosen(PIPELINE, NOW), new ModelEvent.ImportClosed(IMPORT, NOW));
  }

  @Test
  void a_later_import_leaves_the_input_as_it_is() {
    Scenario.given(List.of())
        .when(Samples.followed(Samples.filled(), Samples.openImport()))
        .when(new ModelCommand.CloseImport(IMPORT, Optional.of(LARGER), NOW))
        .then(new ModelEvent.ImportClosed(IMPORT, NOW));
  }

  @Test
  void an_import_that_has_ended_ends_again_without_harm() {
    Scenario.given(List.of())
        .when(Samples.filled())
        .when(new ModelCommand.CloseImport(IMPORT, Optional.of(LARGER), NOW))
        .thenNothing();
  }

  private static Scenario made() {
    return Scenario.given(List.of()).when(Samples.made());
  }

  private static Scenario opened() {
    return made().when(Samples.openImport());
  }
}
