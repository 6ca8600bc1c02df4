package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.NOW;
import static sorrel.model.domain.Samples.RUN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.model.domain.AvailableNetwork.Origin;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Augmentation;

/** What is tried in a search, and in which order. */
final class FirstCandidatesTest {
  private static final ImageShape PHOTOGRAPH = new ImageShape(48, 64, 3);
  private static final ImageShape THUMBNAIL = new ImageShape(32, 32, 3);
  private static final ImageShape DIGIT = new ImageShape(28, 28, 1);
  private static final ImageShape LARGE = new ImageShape(224, 224, 3);
  private static final AvailableNetwork BACKBONE = registered("backbone", LARGE, 5);

  @Test
  void photographs_meet_the_heads_before_anything_is_trained() {
    AvailableNetwork mine = own("network of Fruit", PHOTOGRAPH);

    assertThat(names(PHOTOGRAPH, BACKBONE, mine))
        .startsWith("network of Fruit", "backbone", "backbone, fine-tuned", "small dense");
  }

  @Test
  void tiny_pictures_meet_registered_networks_after_small_ones_were_trained() {
    AvailableNetwork mine = own("network of Fruit", THUMBNAIL);

    assertThat(names(THUMBNAIL, BACKBONE, mine))
        .startsWith("network of Fruit", "small dense", "small convolutional", "backbone");
  }

  @Test
  void a_registered_network_may_be_trained_further_after_its_head() {
    assertThat(names(PHOTOGRAPH, BACKBONE))
        .startsWith("backbone", "backbone, fine-tuned", "small dense");
    assertThat(names(THUMBNAIL, BACKBONE))
        .startsWith("small dense", "small convolutional", "backbone", "backbone, fine-tuned");
  }

  @Test
  void a_network_that_is_there_as_onnx_alone_stays_as_it_is() {
    AvailableNetwork onnx =
        new AvailableNetwork(
            Origin.REGISTERED,
            "onnx",
            new NetworkBlobs(Optional.empty(), Optional.of(Samples.hash("onnx"))),
            LARGE,
            2_000_000,
            Optional.of(5.0));

    assertThat(names(PHOTOGRAPH, onnx)).contains("onnx").doesNotContain("onnx, fine-tuned");
  }

  @Test
  void pictures_are_moved_as_far_as_before_for_their_size() {
    Run run = run(PHOTOGRAPH, Optional.empty(), List.of(BACKBONE));
    Plan.Tune plan =
        run.candidates().stream()
            .map(Candidate::plan)
            .filter(Plan.Tune.class::isInstance)
            .map(Plan.Tune.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(plan.takes().input()).isEqualTo(LARGE);
    assertThat(plan.recipe().augmentation()).isEqualTo(new Augmentation(true, 14));
  }

  @Test
  void a_network_in_colour_is_nothing_for_grey_pictures() {
    assertThat(names(DIGIT, BACKBONE)).isEqualTo(names(DIGIT));
  }

  @Test
  void a_network_of_ones_own_saw_pictures_of_at_least_half_the_size() {
    assertThat(names(PHOTOGRAPH, own("half", new ImageShape(24, 32, 3)))).contains("half");
    assertThat(names(PHOTOGRAPH, own("low", new ImageShape(23, 32, 3)))).doesNotContain("low");
    assertThat(names(PHOTOGRAPH, own("slim", new ImageShape(24, 31, 3)))).doesNotContain("slim");
  }

  @Test
  void of_ones_own_networks_the_three_newest_are_tried() {
    AvailableNetwork[] five =
        IntStream.range(0, 5)
            .mapToObj(i -> own("number " + i, PHOTOGRAPH))
            .toArray(AvailableNetwork[]::new);

    assertThat(names(PHOTOGRAPH, five))
        .startsWith("number 0", "number 1", "number 2", "small dense");
  }

  @Test
  void a_network_is_tried_once_however_many_models_use_it() {
    AvailableNetwork again =
        new AvailableNetwork(
            Origin.OWN, "again", BACKBONE.network(), LARGE, 2_000_000, Optional.empty());

    assertThat(names(PHOTOGRAPH, again, BACKBONE)).contains("backbone").doesNotContain("again");
  }

  @Test
  void a_head_that_would_eat_the_budget_is_left_out() {
    // 200 pictures to learn from and 40 to test, in ten minutes.
    assertThat(names(PHOTOGRAPH, registered("in time", LARGE, 1_250))).contains("in time");
    assertThat(names(PHOTOGRAPH, registered("late", LARGE, 1_251))).doesNotContain("late");
  }

  @Test
  void fewer_candidates_are_the_cheapest() {
    assertThat(names(run(PHOTOGRAPH, Optional.of(1), List.of(BACKBONE))))
        .containsExactly("backbone");
  }

  @Test
  void a_head_takes_pictures_of_its_networks_size_fitted_as_the_models_are() {
    Run run = run(PHOTOGRAPH, Optional.empty(), List.of(BACKBONE));

    Candidate first = run.candidates().getFirst();
    assertThat(first.plan())
        .isEqualTo(
            new Plan.Fit(
                "backbone",
                2_000_000,
                BACKBONE.network(),
                new ImagePipeline(LARGE, ImagePipeline.Fit.PAD),
                Optional.empty()));
    assertThat(first.plan().epochsPlanned()).isEqualTo(1);
  }

  @Test
  void a_head_that_reaches_the_target_ends_the_search_and_serves() {
    Scenario scenario =
        Scenario.given(List.of())
            .when(searching(PHOTOGRAPH, Optional.empty(), List.of(BACKBONE)))
            .when(List.of(Samples.round(0, 0, 1, 97), Samples.finish(1, 0)));

    Version version = scenario.live().servingVersion().orElseThrow();
    assertThat(version.architecture()).isEqualTo("backbone");
    assertThat(version.pipeline()).isEqualTo(new ImagePipeline(LARGE, ImagePipeline.Fit.PAD));
    assertThat(version.trained()).isEmpty();
    assertThat(scenario.run().ending()).contains(RunEnding.TARGET_REACHED);
  }

  @Test
  void a_head_that_falls_short_makes_way_for_what_is_trained() {
    Scenario scenario =
        Scenario.given(List.of())
            .when(searching(PHOTOGRAPH, Optional.empty(), List.of(BACKBONE)))
            .when(List.of(Samples.round(0, 0, 1, 60)));

    assertThat(scenario.live().obligations())
        .hasAtLeastOneElementOfType(Obligation.Train.class)
        .filteredOn(Obligation.Train.class::isInstance)
        .allSatisfy(each -> assertThat(((Obligation.Train) each).candidate()).isEqualTo(1));
  }

  private static AvailableNetwork registered(String name, ImageShape input, double millis) {
    return new AvailableNetwork(
        Origin.REGISTERED, name, blobs(name), input, 2_000_000, Optional.of(millis));
  }

  private static AvailableNetwork own(String name, ImageShape input) {
    return new AvailableNetwork(Origin.OWN, name, blobs(name), input, 100_000, Optional.empty());
  }

  private static NetworkBlobs blobs(String name) {
    return new NetworkBlobs(Optional.of(Samples.hash(name)), Optional.empty());
  }

  private static List<String> names(ImageShape pictures, AvailableNetwork... networks) {
    return names(run(pictures, Optional.empty(), List.of(networks)));
  }

  private static List<String> names(Run run) {
    return run.candidates().stream().map(each -> each.plan().name()).toList();
  }

  private static Run run(
      ImageShape pictures, Optional<Integer> candidates, List<AvailableNetwork> networks) {
    return Scenario.given(List.of()).when(searching(pictures, candidates, networks)).run();
  }

  private static List<ModelCommand> searching(
      ImageShape pictures, Optional<Integer> candidates, List<AvailableNetwork> networks) {
    ModelCommand.Create create =
        new ModelCommand.Create(
            Samples.MODEL,
            Samples.OWNER,
            "Pets",
            Samples.SETTINGS,
            Optional.of(new ImagePipeline(pictures, ImagePipeline.Fit.PAD)),
            NOW);
    ModelCommand.StartRun start =
        new ModelCommand.StartRun(
            RUN,
            Optional.empty(),
            Duration.ofMinutes(10),
            Samples.MEMORY,
            new Augmentation(true, 3),
            candidates,
            networks,
            NOW);
    List<ModelCommand> all = new ArrayList<>(List.of(create));
    Stream.of(Samples.openImport(), Samples.counts(Samples.CHANGE, 100, 100), Samples.closeImport())
        .forEach(all::add);
    all.add(start);
    return all;
  }
}
