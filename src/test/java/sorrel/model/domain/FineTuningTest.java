package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.BIRDS;
import static sorrel.model.domain.Samples.BUDGET;
import static sorrel.model.domain.Samples.IMPORT;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NEXT_RUN;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.addClass;
import static sorrel.model.domain.Samples.checkpoint;
import static sorrel.model.domain.Samples.closeImport;
import static sorrel.model.domain.Samples.finish;
import static sorrel.model.domain.Samples.hash;
import static sorrel.model.domain.Samples.report;
import static sorrel.model.domain.Samples.round;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.RunId;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Kept;

/** A registered network that is trained further, in a search and after an expansion. */
public final class FineTuningTest {
  private static final ImageShape PHOTOGRAPH = new ImageShape(96, 96, 3);
  private static final AvailableNetwork BACKBONE =
      new AvailableNetwork(
          AvailableNetwork.Origin.REGISTERED,
          "backbone",
          new NetworkBlobs(Optional.of(hash("given")), Optional.empty()),
          new ImageShape(224, 224, 3),
          2_000_000,
          Optional.of(5.0));
  private static final RunId REFINEMENT = RunId.of("01939d5e-0b5a-7c3e-8a3f-00000000000a");

  @Test
  void what_is_trained_further_becomes_a_version_on_a_network_of_its_own() {
    Scenario scenario = tuned();

    Version version = scenario.live().servingVersion().orElseThrow();
    assertThat(version.architecture()).isEqualTo("backbone, fine-tuned");
    assertThat(version.pipeline().input()).isEqualTo(BACKBONE.input());
    assertThat(version.files()).isEqualTo(Samples.FILES);
    assertThat(version.trained()).as("there are no layers that Sorrel made up").isEmpty();
  }

  @Test
  void after_an_expansion_a_network_whose_head_falls_short_is_trained_further() {
    Scenario scenario = expanded(90);

    Run refinement = scenario.live().activeRun().orElseThrow();
    assertThat(refinement.purpose()).isEqualTo(new Purpose.Refinement(2, 0.9));
    Plan.Tune plan = (Plan.Tune) refinement.candidates().getFirst().plan();
    assertThat(plan.network()).isEqualTo(Samples.FILES.network().identity());
    assertThat(plan.name()).isEqualTo("backbone, fine-tuned");
    assertThat(plan.recipe().augmentation().flip()).as("it may be letters").isFalse();
    assertThat(scenario.live().obligations())
        .contains(
            new Obligation.Train(refinement, 0, refinement.epochsPerRound(), plan.epochsPlanned()));
  }

  @Test
  void after_an_expansion_that_reaches_the_target_the_network_stays_as_it_is() {
    assertThat(expanded(96).live().activeRun()).isEmpty();
  }

  @Test
  void a_network_that_was_trained_further_and_is_better_replaces_the_version() {
    Scenario scenario = expanded(90);
    int epochs = scenario.run().candidates().getFirst().plan().epochsPlanned();
    scenario
        .when(
            report(
                new JobReport.RoundDone(
                    new JobKey(MODEL, REFINEMENT, 0),
                    0,
                    epochs,
                    97,
                    100,
                    0.1,
                    60,
                    hash("refined"),
                    Optional.empty())))
        .when(report(Samples.finishDone(new JobKey(MODEL, REFINEMENT, 1), 0, 29, 30)));

    assertThat(scenario.live().serving()).contains(3);
    assertThat(scenario.run().ending()).contains(RunEnding.REFINED);
  }

  /** A head that falls short, the network trained further, which does not. */
  private static Scenario tuned() {
    return searching(round(0, 0, 1, 60), round(1, 1, 10, 96), finish(2, 1));
  }

  /** A search among photographs with a registered network, and what its jobs reported. */
  public static Scenario searching(ModelCommand... reports) {
    return Scenario.given(List.of())
        .when(
            List.of(
                new ModelCommand.Create(
                    MODEL,
                    Samples.OWNER,
                    "Pets",
                    Samples.SETTINGS,
                    Optional.of(new ImagePipeline(PHOTOGRAPH, ImagePipeline.Fit.PAD)),
                    NOW),
                Samples.openImport(),
                Samples.counts(Samples.CHANGE, 100, 100),
                closeImport(),
                new ModelCommand.StartRun(
                    Samples.RUN,
                    Optional.empty(),
                    BUDGET,
                    Samples.MEMORY,
                    Augmentation.NONE,
                    Optional.empty(),
                    List.of(BACKBONE),
                    NOW)))
        .when(List.of(reports));
  }

  /** The same with a third class, and so many of 100 check pictures right. */
  public static Scenario expanded(int right) {
    JobKey fit = new JobKey(MODEL, NEXT_RUN, 0);
    return tuned()
        .when(
            List.of(
                addClass(BIRDS, "birds"),
                new ModelCommand.OpenImport(IMPORT, List.of(), NOW),
                new ModelCommand.ChangeDataset(
                    new UUID(3, 3), List.of(new ClassDelta(BIRDS, 50, 10)), NOW),
                closeImport(),
                new ModelCommand.StartExpansion(
                    NEXT_RUN,
                    0.05,
                    BUDGET,
                    Optional.of(new Purpose.Next(REFINEMENT, BUDGET)),
                    false,
                    NOW),
                report(
                    new JobReport.RoundDone(
                        fit,
                        0,
                        1,
                        right,
                        100,
                        0,
                        2,
                        checkpoint(0, 1),
                        Optional.of(new Kept(96, 94, 100)))),
                report(
                    new JobReport.FinishDone(
                        new JobKey(MODEL, NEXT_RUN, 1),
                        0,
                        Samples.FILES.network(),
                        hash("head 2"),
                        hash("table 2"),
                        Samples.CONFUSION,
                        Optional.empty(),
                        false,
                        List.of(),
                        28,
                        30))));
  }
}
