package sorrel.model.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.CATS;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.model.domain.FineTuningTest;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Samples;
import sorrel.model.domain.Scenario;
import sorrel.model.domain.Version;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.TrainingJob;

final class ModelDutiesTest implements ModelDuties.Elsewhere {
  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create();

  private final TestProbe<SchedulerCommand> scheduler = kit.createTestProbe();
  private final List<Optional<Version>> served = new ArrayList<>();
  private final List<CompletableFuture<Void>> erasures = new ArrayList<>();
  private final List<ModelMessage> told = new ArrayList<>();
  private final ModelDuties duties =
      new ModelDuties(
          scheduler.ref(), this, (id, message) -> told.add(message), InstantSource.fixed(NOW));

  @Test
  void a_run_submits_its_next_round_each_time() {
    Model model = model(Samples.followed(Samples.started()));
    duties.accept(MODEL, model);
    duties.accept(MODEL, model);

    TrainingJob.Round round = (TrainingJob.Round) submitted();
    assertThat(submitted()).isEqualTo(round);
    assertThat(round.key()).isEqualTo(Samples.key(0));
    assertThat(round.owner()).isEqualTo(Samples.OWNER);
    assertThat(round.candidate()).isZero();
    assertThat(round.checkpoint()).isEmpty();
    assertThat(round.epochsDone()).isZero();
    assertThat(round.learning().classes()).containsExactly(Samples.CATS, Samples.DOGS);
    assertThat(round.learning().pipeline()).isEqualTo(Samples.PIPELINE);
    assertThat(round.learning().datasetUntil()).isEqualTo(NOW);
  }

  @Test
  void a_later_round_goes_on_from_the_checkpoint() {
    Model model =
        model(
            Samples.followed(
                Samples.started(), Samples.round(0, 0, 10, 70), Samples.round(1, 1, 10, 70)));
    duties.accept(MODEL, model);

    TrainingJob.Round round = (TrainingJob.Round) submitted();
    assertThat(round.checkpoint()).contains(Samples.checkpoint(0, 10));
    assertThat(round.epochsDone()).isEqualTo(10);
  }

  @Test
  void a_network_that_was_given_goes_on_from_the_features_of_its_head() {
    Scenario searching = FineTuningTest.searching(Samples.round(0, 0, 1, 60));
    duties.accept(MODEL, searching.model());

    TrainingJob.Round round = (TrainingJob.Round) submitted();
    TrainingJob.Given given = (TrainingJob.Given) round.learning().subject();
    assertThat(given.network()).isEqualTo(Samples.hash("given"));
    assertThat(given.table()).isEqualTo(Samples.checkpoint(0, 1));
    assertThat(round.checkpoint()).isEmpty();
    assertThat(round.learning().pipeline().input().height()).isEqualTo(224);
  }

  @Test
  void after_an_expansion_it_goes_on_from_those_of_the_version() {
    duties.accept(MODEL, FineTuningTest.expanded(90).model());

    TrainingJob.Round round = (TrainingJob.Round) submitted();
    TrainingJob.Given given = (TrainingJob.Given) round.learning().subject();
    assertThat(given.network()).isEqualTo(Samples.FILES.network().identity());
    assertThat(given.table()).isEqualTo(Samples.hash("table 2"));
  }

  @Test
  void a_refinement_gives_way_to_what_serves_soon() {
    duties.accept(MODEL, FineTuningTest.expanded(90).model());
    assertThat(scheduler.expectMessageClass(SchedulerCommand.Submit.class).priority())
        .contains(JobPriority.REFINES);

    duties.accept(MODEL, model(Samples.followed(Samples.started())));
    SchedulerCommand.Submit searching = scheduler.expectMessageClass(SchedulerCommand.Submit.class);
    assertThat(searching.priority()).isEmpty();
    assertThat(JobPriority.of(searching.job())).isEqualTo(JobPriority.SEARCHES);
  }

  @Test
  void a_winner_is_finished() {
    duties.accept(MODEL, model(Samples.followed(Samples.started(), Samples.round(0, 0, 10, 96))));

    TrainingJob.Finish finish = (TrainingJob.Finish) submitted();
    assertThat(finish.key()).isEqualTo(Samples.key(1));
    assertThat(finish.checkpoint()).isEqualTo(Samples.checkpoint(0, 10));
  }

  @Test
  void the_jobs_of_an_ended_run_are_stopped_and_its_version_serves() {
    Scenario promoted = Scenario.given(List.of()).when(Samples.promoted());
    duties.accept(MODEL, promoted.model());

    scheduler.expectMessage(new SchedulerCommand.CancelRun(RUN));
    assertThat(served).containsExactly(promoted.live().servingVersion());
  }

  @Test
  void an_expansion_that_is_owed_is_asked_for() {
    List<ModelCommand> history =
        Samples.followed(Samples.promoted(), new ModelCommand.CatchUp(NOW));
    duties.accept(MODEL, model(history));

    assertThat(told).hasSize(1);
    ModelMessage.Tell tell = (ModelMessage.Tell) told.getFirst();
    assertThat(tell.command()).isInstanceOf(ModelCommand.StartExpansion.class);
  }

  @Test
  void an_erasure_is_begun_once_and_confirmed_when_it_is_done() {
    Model model = removed();
    duties.accept(MODEL, model);
    duties.accept(MODEL, model);
    assertThat(erasures).hasSize(1);
    assertThat(told).isEmpty();

    erasures.getFirst().complete(null);
    assertThat(told)
        .containsExactly(new ModelMessage.Tell(new ModelCommand.ConfirmClassErased(CATS, NOW)));
  }

  @Test
  void an_erasure_that_failed_is_begun_again() {
    Model model = removed();
    duties.accept(MODEL, model);
    erasures.getFirst().completeExceptionally(new IllegalStateException("the disk is away"));
    assertThat(told).isEmpty();

    duties.accept(MODEL, model);
    assertThat(erasures).hasSize(2);
  }

  @Test
  void a_deleted_model_is_erased() {
    Model deleted = model(Samples.followed(Samples.filled(), new ModelCommand.Delete(NOW)));
    duties.accept(MODEL, deleted);
    erasures.getFirst().complete(null);

    assertThat(told).containsExactly(new ModelMessage.Tell(new ModelCommand.Erase(NOW)));
    assertThat(served).isEmpty();
  }

  private TrainingJob submitted() {
    return scheduler.expectMessageClass(SchedulerCommand.Submit.class).job();
  }

  private static Model removed() {
    return model(Samples.followed(Samples.filled(), Samples.removeClass(CATS)));
  }

  private static Model model(List<ModelCommand> history) {
    return Scenario.given(List.of()).when(history).model();
  }

  @Override
  public void serve(ModelId model, Optional<Version> version) {
    served.add(version);
  }

  @Override
  public CompletionStage<Void> eraseClass(ModelId model, ClassId classId) {
    return erasure();
  }

  @Override
  public CompletionStage<Void> eraseModel(ModelId model) {
    return erasure();
  }

  private CompletableFuture<Void> erasure() {
    CompletableFuture<Void> erasure = new CompletableFuture<>();
    erasures.add(erasure);
    return erasure;
  }
}
