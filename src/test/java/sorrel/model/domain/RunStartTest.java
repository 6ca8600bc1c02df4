package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BUDGET;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.CHANGE;
import static sorrel.model.domain.Samples.DOGS;
import static sorrel.model.domain.Samples.IMPORT;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.addClass;
import static sorrel.model.domain.Samples.counts;
import static sorrel.model.domain.Samples.startRun;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.training.domain.Augmentation;

final class RunStartTest {
  @Test
  void a_run_needs_two_classes() {
    model(Samples.create(), addClass(CATS, "cats"))
        .when(startRun(RUN))
        .thenRefused(new ModelRejection.TooFewClasses(1, 2));
  }

  @Test
  void a_run_needs_five_training_pictures_of_each_class() {
    model(Samples.create(), Samples.openImport(), counts(CHANGE, 100, 4), Samples.closeImport())
        .when(startRun(RUN))
        .thenRefused(new ModelRejection.TooFewPictures("dogs", 4, 5));
  }

  @Test
  void a_run_waits_for_imports_to_end() {
    model(Samples.create(), Samples.openImport(), counts(CHANGE, 100, 100))
        .when(startRun(RUN))
        .thenRefused(new ModelRejection.ImportUnderWay());
  }

  @Test
  void a_run_needs_the_size_of_the_input() {
    model(
            Samples.create(),
            Samples.openImport(),
            counts(CHANGE, 100, 100),
            new ModelCommand.CloseImport(IMPORT, Optional.empty(), NOW))
        .when(startRun(RUN))
        .thenRefused(new ModelRejection.NoPictures());
  }

  @Test
  void one_run_at_a_time() {
    model()
        .when(Samples.started())
        .when(startRun(NEXT_RUN))
        .thenRefused(new ModelRejection.RunUnderWay(RUN))
        .when(startRun(RUN))
        .thenNothing();
  }

  @Test
  void a_run_begins_with_all_candidates_untrained() {
    Scenario started = model().when(Samples.started());

    Run run = started.run();
    assertThat(started.events()).containsExactly(new ModelEvent.RunStarted(run, NOW));
    assertThat(run.target()).isEqualTo(0.95);
    assertThat(run.budget()).isEqualTo(BUDGET);
    assertThat(run.trainingImages()).isEqualTo(200);
    assertThat(run.classes())
        .containsExactly(
            new Version.OutputClass(CATS, "cats"), new Version.OutputClass(DOGS, "dogs"));
    assertThat(run.candidates())
        .extracting(each -> each.plan().name(), Candidate::epochs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("small dense", 0),
            org.assertj.core.groups.Tuple.tuple("small convolutional", 0),
            org.assertj.core.groups.Tuple.tuple("larger convolutional", 0));
    assertThat(run.finished()).isFalse();
    assertThat(started.live().stage()).isEqualTo(LiveModel.Stage.TRAINING);
  }

  @Test
  void the_owner_may_ask_for_another_target_and_fewer_candidates() {
    Run run = model().when(Samples.filled()).when(limited(1)).run();

    assertThat(run.target()).isEqualTo(0.5);
    assertThat(run.candidates()).hasSize(1);
  }

  @Test
  void a_run_has_a_candidate_whatever_was_asked_for() {
    assertThat(model().when(Samples.filled()).when(limited(0)).run().candidates()).hasSize(1);
  }

  @Test
  void the_same_run_learns_the_same_way_again() {
    assertThat(model().when(Samples.started()).run())
        .isEqualTo(model().when(Samples.started()).run());
  }

  private static ModelCommand.StartRun limited(int candidates) {
    return new ModelCommand.StartRun(
        RUN,
        Optional.of(0.5),
        BUDGET,
        Samples.MEMORY,
        Augmentation.NONE,
        Optional.of(candidates),
        List.of(),
        NOW);
  }

  @Test
  void networks_learn_from_fewer_pictures_at_a_time_where_memory_is_little() {
    assertThat(batch(1L << 40)).isEqualTo(32);
    assertThat(batch(1)).isEqualTo(16);
  }

  private static int batch(long memory) {
    ModelCommand.StartRun start =
        new ModelCommand.StartRun(
            RUN,
            Optional.empty(),
            BUDGET,
            memory,
            Augmentation.NONE,
            Optional.empty(),
            List.of(),
            NOW);
    Scenario scenario = Scenario.given(List.of()).when(Samples.filled()).when(start);
    return ((Plan.Train) scenario.run().candidates().getFirst().plan()).recipe().batch();
  }

  private static Scenario model(ModelCommand... commands) {
    return Scenario.given(List.of()).when(List.of(commands));
  }
}
