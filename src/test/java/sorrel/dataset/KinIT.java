package sorrel.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.StableSplit;
import sorrel.dataset.domain.StoredImage;
import sorrel.dataset.worker.ImportStep;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.picture.DrawnPhotograph;
import sorrel.platform.persistence.TestDatabase;
import sorrel.task.domain.Task;

/** Bursts stay on one side of every split, whichever way their pictures come. */
class KinIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int BURSTS = 150;
  private static final int FRAMES = 3;

  @TempDir Path folder;
  private DatasetFixture fixture;
  private ModelId model;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA);
  }

  /** A scene, moved by some pixels and saved again. */
  private static byte[] frame(int burst, int frame) {
    BufferedImage scene = DrawnPhotograph.of(burst);
    return DrawnPhotograph.jpeg(DrawnPhotograph.shifted(scene, frame), 0.9f - 0.05f * frame);
  }

  /** Frames of all bursts, in two classes; those of a burst lie far apart. */
  private static TestZip bursts(int firstFrame, int frames, String prefix) {
    TestZip zip = new TestZip();
    for (int frame = firstFrame; frame < firstFrame + frames; frame++) {
      for (int burst = 0; burst < BURSTS; burst++) {
        zip.with(prefix + label(burst) + "/" + burst + "-" + frame + ".jpg", frame(burst, frame));
      }
    }
    return zip;
  }

  private static String label(int burst) {
    return burst % 2 == 0 ? "cat" : "dog";
  }

  private static Map<Sha256, Integer> burstsByContent() {
    Map<Sha256, Integer> bursts = new HashMap<>();
    for (int burst = 0; burst < BURSTS; burst++) {
      for (int frame = 0; frame < FRAMES; frame++) {
        bursts.put(Sha256.of(frame(burst, frame)), burst);
      }
    }
    return bursts;
  }

  private List<StoredImage> images() {
    List<StoredImage> images = new ArrayList<>();
    try (Datasets datasets = fixture.datasets()) {
      datasets.forEach(model, Instant.now().plusSeconds(1), images::add);
    }
    return images;
  }

  private void assertBurstsAreTogether(List<StoredImage> images) {
    Map<Sha256, Integer> bursts = burstsByContent();
    Map<Integer, StoredImage> firsts = new HashMap<>();
    for (StoredImage image : images) {
      StoredImage first = firsts.computeIfAbsent(bursts.get(image.sha256()), _ -> image);
      assertThat(image.kin()).isEqualTo(first.sha256());
      assertThat(image.split()).isEqualTo(first.split());
    }
    assertThat(firsts).hasSize(BURSTS);
  }

  @Test
  void an_import_without_splits_leaves_no_burst_on_both_sides() {
    fixture.imported(model, bursts(0, FRAMES, ""));

    List<StoredImage> images = images();
    assertThat(images).hasSize(BURSTS * FRAMES);
    assertBurstsAreTogether(images);
    long testing = images.stream().filter(image -> image.split() == Split.TESTING).count();
    assertThat((double) testing / images.size()).isCloseTo(0.2, within(0.12));
    assertThat(fixture.models.counts(model)).isEqualTo(fixture.rows(model));
    long alone =
        images.stream()
            .filter(
                image ->
                    StableSplit.isValidation(image.sha256())
                        != StableSplit.isValidation(image.kin()))
            .count();
    assertThat(alone).as("pictures that the kin moves to another part").isPositive();
  }

  @Test
  void a_later_import_follows_an_earlier_one() {
    fixture.imported(model, bursts(0, 1, ""));
    fixture.imported(model, bursts(1, FRAMES - 1, ""));

    assertBurstsAreTogether(images());
  }

  @Test
  void an_import_that_was_interrupted_ends_as_if_it_had_not_been() {
    AtomicBoolean dead = new AtomicBoolean();
    CountDownLatch died = new CountDownLatch(1);
    Task task;
    try (Datasets dying =
        fixture.datasets(
            DatasetFixture.OPTIONS,
            step -> {
              if (step == ImportStep.BATCH_COMMITTED || dead.get()) {
                dead.set(true);
                died.countDown();
                throw new IllegalStateException("the process dies");
              }
            })) {
      dying.start();
      task = fixture.receive(dying, model, bursts(0, FRAMES, ""));
      assertThat(await(died)).isTrue();
    }
    assertThat(images()).hasSizeBetween(1, BURSTS * FRAMES - 1);
    try (Datasets another = fixture.datasets()) {
      another.start();
      assertThat(fixture.tasks.await(task.id()).status()).isEqualTo(Task.Status.SUCCEEDED);
    }

    assertBurstsAreTogether(images());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void what_the_archive_says_of_testing_holds_and_the_kin_is_known_all_the_same() {
    TestZip zip = new TestZip();
    for (int burst = 0; burst < 20; burst++) {
      zip.with("training/" + label(burst) + "/" + burst + ".jpg", frame(burst, 0));
      zip.with("testing/" + label(burst) + "/" + burst + ".jpg", frame(burst, 1));
    }
    fixture.imported(model, zip);
    Map<Sha256, StoredImage> images = new HashMap<>();
    images().forEach(image -> images.put(image.sha256(), image));

    for (int burst = 0; burst < 20; burst++) {
      StoredImage training = images.get(Sha256.of(frame(burst, 0)));
      StoredImage testing = images.get(Sha256.of(frame(burst, 1)));
      assertThat(training.split()).isEqualTo(Split.TRAINING);
      assertThat(testing.split()).isEqualTo(Split.TESTING);
      assertThat(testing.kin()).isEqualTo(training.kin());
    }
  }

  @Test
  void a_picture_that_comes_alone_takes_the_side_of_its_kin() throws IOException {
    fixture.imported(model, bursts(0, 1, ""));
    ClassId dog = fixture.models.classes(model).orElseThrow().getLast().id();
    try (Datasets datasets = fixture.datasets()) {
      for (int burst = 0; burst < 20; burst++) {
        datasets.add(model, dog, Optional.empty(), Optional.empty(), frame(burst, 1));
      }
      assertBurstsAreTogether(images());

      AddedImage stated =
          datasets.add(model, dog, Optional.of(Split.TESTING), Optional.empty(), frame(0, 2));
      assertThat(ready(stated).split()).isEqualTo(Split.TESTING);
      assertThat(ready(stated).kin()).isEqualTo(Sha256.of(frame(0, 0)));
    }
  }

  @Test
  void pictures_that_come_alone_by_several_nodes_see_each_other() throws IOException {
    fixture.imported(
        model, new TestZip().with("cat/a.jpg", frame(100, 0)).with("dog/b.jpg", frame(101, 0)));
    ClassId dog = fixture.models.classes(model).orElseThrow().getLast().id();
    try (Datasets one = fixture.datasets();
        Datasets other = fixture.datasets()) {
      for (int burst = 0; burst < 10; burst++) {
        for (int frame = 0; frame < FRAMES; frame++) {
          AddedImage added =
              (frame % 2 == 0 ? one : other)
                  .add(model, dog, Optional.empty(), Optional.empty(), frame(burst, frame));
          assertThat(ready(added).kin()).isEqualTo(Sha256.of(frame(burst, 0)));
        }
      }
    }
  }

  @Test
  void copies_that_come_alone_in_the_same_moment_are_on_one_side() throws Exception {
    fixture.imported(
        model, new TestZip().with("cat/a.jpg", frame(100, 0)).with("dog/b.jpg", frame(101, 0)));
    ClassId dog = fixture.models.classes(model).orElseThrow().getLast().id();
    try (Datasets datasets = fixture.datasets();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int burst = 0; burst < 30; burst++) {
        byte[][] files = new byte[4][];
        for (int quality = 0; quality < files.length; quality++) {
          files[quality] = DrawnPhotograph.jpeg(DrawnPhotograph.of(burst), 0.9f - 0.05f * quality);
        }
        CyclicBarrier together = new CyclicBarrier(files.length);
        List<Future<AddedImage>> added = new ArrayList<>();
        for (byte[] file : files) {
          added.add(
              threads.submit(
                  () -> {
                    together.await();
                    return datasets.add(model, dog, Optional.empty(), Optional.empty(), file);
                  }));
        }
        Set<Sha256> kin = new HashSet<>();
        Set<Split> splits = new HashSet<>();
        for (Future<AddedImage> each : added) {
          kin.add(ready(each.get()).kin());
          splits.add(ready(each.get()).split());
        }
        assertThat(kin).hasSize(1);
        assertThat(splits).hasSize(1);
      }
    }
  }

  @Test
  void what_has_been_removed_is_no_kin() throws IOException {
    fixture.imported(model, bursts(0, 1, ""));
    ClassId dog = fixture.models.classes(model).orElseThrow().getLast().id();
    try (Datasets datasets = fixture.datasets()) {
      AddedImage second = datasets.add(model, dog, Optional.empty(), Optional.empty(), frame(0, 1));
      assertThat(ready(second).kin()).isEqualTo(Sha256.of(frame(0, 0)));
      datasets
          .byContent(model, List.of(Sha256.of(frame(0, 0)), Sha256.of(frame(0, 1))))
          .values()
          .forEach(id -> datasets.remove(model, id));

      AddedImage third = datasets.add(model, dog, Optional.empty(), Optional.empty(), frame(0, 2));
      assertThat(ready(third).kin()).isEqualTo(Sha256.of(frame(0, 2)));

      datasets.erase(model);
      assertThat(fixture.rows("image_codes", model)).isZero();
    }
  }

  @Test
  void kin_outlives_its_first_picture_and_a_move_to_another_class() throws IOException {
    fixture.imported(model, bursts(0, 2, ""));
    Sha256 first = Sha256.of(frame(0, 0));
    ClassId dog = fixture.models.classes(model).orElseThrow().getLast().id();
    try (Datasets datasets = fixture.datasets()) {
      Map<Sha256, sorrel.kernel.ImageId> ids =
          datasets.byContent(model, List.of(first, Sha256.of(frame(0, 1))));
      datasets.move(model, ids.get(Sha256.of(frame(0, 1))), dog);
      datasets.remove(model, ids.get(first));

      AddedImage alone = datasets.add(model, dog, Optional.empty(), Optional.empty(), frame(0, 2));
      assertThat(ready(alone).kin()).isEqualTo(first);
    }
    fixture.imported(model, new TestZip().with("cat/new.jpg", frame(0, 3)));

    assertThat(images().getLast().kin()).isEqualTo(first);
  }

  private static DatasetImage.Ready ready(AddedImage added) {
    return (DatasetImage.Ready) ((AddedImage.New) added).image().state();
  }
}
