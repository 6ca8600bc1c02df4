package sorrel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.FIRST;
import static sorrel.training.actor.Jobs.HASH;
import static sorrel.training.actor.Jobs.SECOND;
import static sorrel.training.actor.Jobs.finish;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.head.FeatureTableFile;
import sorrel.head.HeadFile;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.HeadReport;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.network.Networks;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkBlobs;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.platform.blobs.FolderBlobStore;
import sorrel.platform.serialization.Json;
import sorrel.training.actor.Jobs;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Progress;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingJob;

final class JobRunnerTest implements JobRunner.Listener {
  private final FakeEngine engine = new FakeEngine();
  private final FakeTuning tuning = new FakeTuning();
  private final List<Progress.Moment> moments = new ArrayList<>();
  private final List<Integer> seen = new ArrayList<>();
  private final Set<String> calculators = ConcurrentHashMap.newKeySet();
  private FakeImages images;
  private FolderBlobStore blobs;
  private JobRunner runner;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    blobs = FolderBlobStore.open(folder.resolve("blobs"));
    images =
        new FakeImages()
            .add(FIRST, Split.TRAINING, 1)
            .add(SECOND, Split.TRAINING, 2)
            .add(FIRST, Split.TESTING, 3);
    PictureDecoder decoder = new PictureDecoder(new PictureReader(PictureLimits.DEFAULT));
    DatasetCache cache =
        new DatasetCache(folder.resolve("caches"), images, decoder, Thread.ofPlatform().factory());
    LearningNetworks learning = new LearningNetworks(engine, tuning, model -> blobs);
    HeadJobs heads =
        new HeadJobs(
            cache,
            images,
            decoder,
            learning,
            new Networks(
                folder.resolve("networks"), model -> blobs, (exported, input) -> new Brightness()),
            model -> blobs,
            Json.mapper(),
            Duration.ZERO,
            Thread.ofPlatform().name("helper-", 1).factory());
    runner = new JobRunner(folder.resolve("scratch"), cache, learning, heads, model -> blobs, this);
  }

  @Test
  void a_round_stores_its_checkpoint_and_reports_its_figures() throws IOException {
    JobReport report = runner.execute(round(0), () -> false);

    Sha256 checkpoint = Sha256.of(bytes("weights after 2"));
    assertThat(report)
        .isEqualTo(
            new JobReport.RoundDone(key(0), 0, 2, 7, 10, 0.25, 3, checkpoint, Optional.empty()));
    assertThat(Files.readAllBytes(blobs.local(checkpoint))).isEqualTo(bytes("weights after 2"));
    assertThat(moments).hasSize(1);
    assertThat(engine.orders.getFirst().from()).isEmpty();
    assertThat(engine.orders.getFirst().recipe().epochsPlanned()).isEqualTo(4);
    assertScratchIsEmpty();
  }

  @Test
  void a_later_round_starts_from_the_stored_checkpoint() throws IOException {
    Sha256 before = stored("weights");
    TrainingJob job =
        new TrainingJob.Round(key(1), Jobs.OWNER, 0, Jobs.learning(), Optional.of(before), 2, 2, 3);
    runner.execute(job, () -> false);

    assertThat(engine.began).containsExactly("weights");
    assertThat(engine.orders.getFirst().recipe().epochsPlanned()).isEqualTo(3);
  }

  @Test
  void what_the_engine_says_is_reported() throws IOException {
    engine.outcome = new RoundOutcome.Cancelled();
    assertThat(runner.execute(round(0), () -> true)).isEqualTo(new JobReport.Stopped(key(0), 0));
    engine.outcome = new RoundOutcome.Failed("it diverged.");
    assertThat(runner.execute(round(0), () -> false))
        .isEqualTo(new JobReport.Failed(key(0), 0, "it diverged."));
    assertScratchIsEmpty();
  }

  @Test
  void the_engine_hears_of_a_cancellation() {
    runner.execute(round(0), () -> false);
    runner.execute(round(0), () -> true);
    assertThat(engine.heardOfCancellation).isTrue();
  }

  @Test
  void a_checkpoint_that_is_gone_fails_the_job_with_words_for_people() throws IOException {
    JobReport report = runner.execute(finish(3, HASH), () -> false);

    assertThat(report)
        .isEqualTo(
            new JobReport.Failed(
                key(3), 0, "the pictures or the weights could not be read or stored."));
    assertScratchIsEmpty();
  }

  @Test
  void a_cancellation_while_pictures_are_decoded_is_a_stop() {
    assertThat(runner.execute(round(0), () -> true)).isEqualTo(new JobReport.Stopped(key(0), 0));
    assertThat(engine.orders).isEmpty();
  }

  @Test
  void a_failure_after_a_cancellation_is_only_a_stop() {
    runner.execute(round(0), () -> false);
    engine.outcome = null;
    assertThat(runner.execute(round(0), () -> true)).isEqualTo(new JobReport.Stopped(key(0), 0));
  }

  @Test
  void the_winner_is_scored_on_the_testing_split_and_exported() throws IOException {
    JobReport report = runner.execute(finish(3, stored("weights")), () -> false);

    JobReport.FinishDone done = (JobReport.FinishDone) report;
    assertThat(Files.readString(blobs.local(done.network().identity()))).isEqualTo("graph");
    assertThat(Files.readString(blobs.local(done.network().onnx().orElseThrow())))
        .isEqualTo("the same graph");
    assertThat(done.right()).isEqualTo(1);
    assertThat(done.total()).isEqualTo(1);
    HeadReport stored =
        Json.mapper().readValue(blobs.local(done.report()).toFile(), HeadReport.class);
    assertThat(stored.confusion()).containsExactly(List.of(1, 0), List.of(0, 0));
    assertThat(HeadFile.read(blobs.local(done.head())).linear()).isEqualTo(FakeEngine.HEAD);
    FeatureTable table = FeatureTableFile.read(blobs.local(done.table()));
    assertThat(table.classes()).containsExactly(FIRST, SECOND);
    assertThat(table.rows()).hasSize(3);
    assertThat(table.sums().total()).isEqualTo(2);
    assertScratchIsEmpty();
  }

  @Test
  void a_version_learns_a_class_from_the_new_pictures_alone() throws IOException {
    JobReport.FinishDone old =
        (JobReport.FinishDone) runner.execute(finish(3, stored("weights")), () -> false);
    for (int grey = 200; grey < 220; grey++) {
      images.add(Jobs.THIRD, Split.TRAINING, grey);
    }
    images.add(Jobs.THIRD, Split.TESTING, 230);

    JobReport.RoundDone fitted =
        (JobReport.RoundDone) runner.execute(Jobs.fit(4, old, stored("weights")), () -> false);
    assertThat(seen.getLast()).isEqualTo(21);
    assertThat(fitted.kept()).isPresent();
    FeatureTable table = FeatureTableFile.read(blobs.local(fitted.checkpoint()));
    assertThat(table.classes()).containsExactly(FIRST, SECOND, Jobs.THIRD);
    assertThat(table.rows()).hasSize(24);

    JobReport.FinishDone done =
        (JobReport.FinishDone)
            runner.execute(
                Jobs.finishFit(5, old, stored("weights"), fitted.checkpoint()), () -> false);
    assertThat(done.network()).isEqualTo(old.network());
    assertThat(done.total()).isEqualTo(2);
    assertThat(HeadFile.read(blobs.local(done.head())).classes()).isEqualTo(3);
    assertThat(Files.readAllBytes(blobs.local(done.checkpoint().orElseThrow())))
        .isEqualTo(bytes("weights under 3"));
    assertScratchIsEmpty();
  }

  @Test
  void helpers_calculate_unless_somebody_waits_for_a_class() throws IOException {
    NetworkBlobs network = trainedElsewhere();
    runner.execute(Jobs.firstFit(0, network), () -> false);
    assertThat(calculators).isNotEmpty().allMatch(each -> each.startsWith("helper-"));

    calculators.clear();
    JobReport.FinishDone old =
        (JobReport.FinishDone) runner.execute(finish(3, stored("weights")), () -> false);
    assertThat(calculators).isNotEmpty().allMatch(each -> each.startsWith("helper-"));

    calculators.clear();
    for (int grey = 200; grey < 220; grey++) {
      images.add(Jobs.THIRD, Split.TRAINING, grey);
    }
    runner.execute(Jobs.fit(4, old, stored("weights")), () -> false);
    assertThat(calculators).isNotEmpty().noneMatch(each -> each.startsWith("helper-"));
  }

  @Test
  void of_very_many_new_pictures_some_are_learned_from_at_once_and_the_rest_are_counted()
      throws IOException {
    JobReport.FinishDone old =
        (JobReport.FinishDone) runner.execute(finish(3, stored("weights")), () -> false);
    int many = 2 * Draw.EACH_AT_LEAST;
    for (int i = 0; i < many; i++) {
      images.add(Jobs.THIRD, Split.TRAINING, FakeImages.picture(200, i));
    }

    JobReport.RoundDone fitted =
        (JobReport.RoundDone) runner.execute(Jobs.fit(4, old, stored("weights")), () -> false);
    FeatureTable table = FeatureTableFile.read(blobs.local(fitted.checkpoint()));
    assertThat(table.rows().size()).isBetween(many / 3, many * 2 / 3);
    assertThat(table.isPartial()).isTrue();
  }

  @Test
  void a_first_head_is_solved_on_a_network_that_was_trained_elsewhere() throws IOException {
    NetworkBlobs network = trainedElsewhere();

    JobReport.RoundDone fitted =
        (JobReport.RoundDone) runner.execute(Jobs.firstFit(0, network), () -> false);
    assertThat(fitted.epochs()).isEqualTo(1);
    assertThat(fitted.total()).isPositive();
    assertThat(fitted.right()).isEqualTo(fitted.total());
    assertThat(fitted.kept()).isEmpty();

    JobReport.FinishDone done =
        (JobReport.FinishDone)
            runner.execute(Jobs.finishFirstFit(1, network, fitted.checkpoint()), () -> false);
    assertThat(done.network()).isEqualTo(network);
    assertThat(done.total()).isEqualTo(1);
    assertThat(done.checkpoint()).isEmpty();
    assertThat(engine.orders).isEmpty();
    assertThat(images.readings()).as("finishing looks at no picture").isEqualTo(1);
    assertThat(folder.resolve("caches")).doesNotExist();
    assertScratchIsEmpty();
  }

  @Test
  void a_network_that_was_trained_elsewhere_goes_on_from_the_head_that_was_solved_on_it()
      throws IOException {
    for (int grey = 10; grey < 30; grey++) {
      images.add(FIRST, Split.TRAINING, grey).add(SECOND, Split.TRAINING, 200 + grey);
    }
    Sha256 graph = stored("graph of somebody else");
    JobReport.RoundDone fitted =
        (JobReport.RoundDone)
            runner.execute(
                Jobs.firstFit(0, new NetworkBlobs(Optional.of(graph), Optional.empty())),
                () -> false);
    TrainingJob.Learning further = Jobs.further(graph, fitted.checkpoint());

    JobReport.RoundDone trained =
        (JobReport.RoundDone)
            runner.execute(
                new TrainingJob.Round(key(1), Jobs.OWNER, 1, further, Optional.empty(), 0, 2, 3),
                () -> false);
    assertThat(tuning.orders.getFirst().head().logits(new float[] {15}))
        .satisfies(logits -> assertThat(logits[0]).isGreaterThan(logits[1]));
    assertThat(tuning.orders.getFirst().recipe().epochsPlanned()).isEqualTo(3);
    assertThat(trained.epochs()).isEqualTo(2);

    runner.execute(
        new TrainingJob.Round(
            key(2), Jobs.OWNER, 1, further, Optional.of(trained.checkpoint()), 2, 1, 3),
        () -> false);
    assertThat(tuning.orders.getLast().head()).as("what was trained").isEqualTo(FakeEngine.HEAD);

    JobReport.FinishDone done =
        (JobReport.FinishDone)
            runner.execute(
                new TrainingJob.Finish(key(3), Jobs.OWNER, 1, further, trained.checkpoint()),
                () -> false);
    assertThat(Files.readString(blobs.local(done.network().identity())))
        .isEqualTo("graph of somebody else with more weights");
    assertThat(done.network().onnx()).as("not every network can be written as ONNX").isEmpty();
    assertThat(HeadFile.read(blobs.local(done.head())).linear()).isEqualTo(FakeEngine.HEAD);
    assertThat(done.checkpoint()).isEmpty();
    assertThat(engine.orders).isEmpty();
  }

  @Test
  void a_class_without_a_readable_picture_cannot_be_learned() throws IOException {
    JobReport.FinishDone old =
        (JobReport.FinishDone) runner.execute(finish(3, stored("weights")), () -> false);
    images.addUnreadable(Jobs.THIRD);

    assertThat(runner.execute(Jobs.fit(4, old, stored("weights")), () -> false))
        .isEqualTo(
            new JobReport.Failed(key(4), 0, "One of the classes has no picture that can be read."));
  }

  @Test
  void what_a_crash_left_is_removed_at_the_next_start() throws IOException {
    Path left = folder.resolve("scratch/run-0/checkpoint");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "half");
    start();
    assertScratchIsEmpty();
  }

  @Override
  public void at(TrainingJob job, Progress.Moment moment) {
    moments.add(moment);
  }

  @Override
  public void seen(TrainingJob job, int pictures) {
    seen.add(pictures);
  }

  private Sha256 stored(String text) throws IOException {
    return blobs.put(Files.writeString(folder.resolve("file"), text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertScratchIsEmpty() throws IOException {
    Path scratch = folder.resolve("scratch");
    if (Files.exists(scratch)) {
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left).isEmpty();
      }
    }
  }

  /** Adds pictures that its brightness tells apart. */
  private NetworkBlobs trainedElsewhere() throws IOException {
    for (int grey = 10; grey < 30; grey++) {
      images.add(FIRST, Split.TRAINING, grey).add(SECOND, Split.TRAINING, 200 + grey);
    }
    return new NetworkBlobs(Optional.of(stored("graph of somebody else")), Optional.empty());
  }

  /** One feature: the first byte. */
  private final class Brightness implements Network {
    @Override
    public float[][] features(byte[] images, int count) {
      if (count > 1) {
        calculators.add(Thread.currentThread().getName());
      }
      float[][] features = new float[count][];
      for (int i = 0; i < count; i++) {
        features[i] = new float[] {images[i * images.length / count] & 0xff};
      }
      return features;
    }

    @Override
    public void close() {}
  }
}
