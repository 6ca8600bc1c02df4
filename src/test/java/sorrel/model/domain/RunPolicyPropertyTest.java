package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;
import static sorrel.model.domain.Samples.hash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.Recipe;

/** Whole searches on machines of any speed, with networks that learn more or less well. */
class RunPolicyPropertyTest {
  private static final int STEPS_MAX = 1_000;

  /**
   * A search to its end.
   *
   * @param longest seconds of the longest round
   */
  private record Search(Run run, RunPolicy.Next end, double longest) {}

  @Property(tries = 300)
  void every_search_ends_with_one_of_the_best(
      @ForAll Random random,
      @ForAll @IntRange(min = 20, max = 200_000) int images,
      @ForAll @IntRange(min = 10, max = 3_600) int budget) {
    Search search = search(random, images, budget, 0.95);
    assertThat(search.end()).isInstanceOf(RunPolicy.Next.Choose.class);
    RunPolicy.Next.Choose choice = (RunPolicy.Next.Choose) search.end();
    Candidate chosen = search.run().candidates().get(choice.candidate());
    double best =
        search.run().candidates().stream().mapToDouble(Candidate::accuracy).max().orElseThrow();
    double error = Math.sqrt(best * (1 - best) / chosen.total());
    if (choice.ending() == RunEnding.TARGET_REACHED) {
      assertThat(chosen.accuracy()).isGreaterThanOrEqualTo(0.95);
    } else {
      assertThat(chosen.accuracy()).isGreaterThanOrEqualTo(best - error - 1e-9);
    }
  }

  @Property(tries = 300)
  void a_search_outlasts_its_budget_by_a_round_at_most(
      @ForAll Random random,
      @ForAll @IntRange(min = 20, max = 200_000) int images,
      @ForAll @IntRange(min = 10, max = 3_600) int budget) {
    Search search = search(random, images, budget, 1);
    assertThat(search.run().seconds()).isLessThanOrEqualTo(budget + search.longest());
  }

  @Property(tries = 300)
  void on_a_steady_machine_candidates_that_lose_do_not_get_half_of_the_budget(
      @ForAll Random random, @ForAll @IntRange(min = 20_000, max = 100_000) int images) {
    Search search = search(random, images, 900, 1);
    int costliest = 0;
    for (int i = 0; i < search.run().candidates().size(); i++) {
      costliest = search.run().candidates().get(i).epochs() > 0 ? i : costliest;
    }
    double others = search.run().seconds() - search.run().candidates().get(costliest).seconds();
    assertThat(others).isLessThan(450);
  }

  @Property(tries = 100)
  void the_same_run_leads_to_the_same_step(@ForAll Random random) {
    Run run = fresh(50_000, 600, 0.9);
    Run half = step(run, (RunPolicy.Next.Train) RunPolicy.next(run), random, 1e9);
    assertThat(RunPolicy.next(half)).isEqualTo(RunPolicy.next(half));
  }

  private static Search search(Random random, int images, int budget, double target) {
    Run run = fresh(images, budget, target);
    // From a slow core to a fast processor with matrix instructions.
    double speed = 5e9 * Math.pow(60, random.nextDouble());
    double longest = 0;
    for (int step = 0; step < STEPS_MAX; step++) {
      RunPolicy.Next next = RunPolicy.next(run);
      if (!(next instanceof RunPolicy.Next.Train train)) {
        return new Search(run, next, longest);
      }
      Candidate before = run.candidates().get(train.candidate());
      assertThat(train.epochs()).isPositive();
      assertThat(before.epochs() + train.epochs()).isLessThanOrEqualTo(train.epochsPlanned());
      assertThat(train.epochsPlanned()).isLessThanOrEqualTo(before.plan().epochsPlanned());
      double used = run.seconds();
      run = step(run, train, random, speed);
      longest = Math.max(longest, run.seconds() - used);
    }
    throw new AssertionError("The search goes on for ever: " + run);
  }

  private static Run step(Run run, RunPolicy.Next.Train train, Random random, double speed) {
    Candidate before = run.candidates().get(train.candidate());
    int epochs = before.epochs() + train.epochs();
    double learned = 1 - Math.exp(-3.0 * epochs / before.plan().epochsPlanned());
    double bound = 0.6 + 0.1 * train.candidate();
    int total = Math.max(2, run.trainingImages() / 10);
    double accuracy = Math.clamp(bound * learned + 0.02 * random.nextGaussian(), 0, 1);
    double work =
        (double) ((Plan.Train) before.plan()).architecture().multiplyAddsLearning()
            * run.trainingImages()
            * train.epochs();
    return run.with(
        new ModelEvent.RoundFinished(
            run.id(),
            run.step(),
            train.candidate(),
            epochs,
            (int) Math.round(accuracy * total),
            total,
            1,
            work / speed,
            hash("checkpoint"),
            Optional.empty(),
            NOW));
  }

  private static Run fresh(int images, int budget, double target) {
    List<Candidate> candidates =
        Architectures.candidates(new ImageShape(32, 32, 3), 10, images, true).stream()
            .map(
                each ->
                    Candidate.fresh(
                        new Plan.Train(
                            each,
                            Recipe.forDataset(each, images, Augmentation.NONE, 1),
                            Optional.empty())))
            .toList();
    return new Run(
        RUN,
        new Purpose.Search(),
        target,
        Duration.ofSeconds(budget),
        images,
        0,
        List.of(),
        candidates,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NOW,
        Optional.empty());
  }
}
