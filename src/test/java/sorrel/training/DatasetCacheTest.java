package sorrel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sorrel.training.actor.Jobs.FIRST;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Part;
import sorrel.kernel.Split;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.training.actor.Jobs;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TrainingJob.Learning;

final class DatasetCacheTest {
  private static final Learning LEARNING = Jobs.learning();

  private final FakeImages images = new FakeImages();
  private final AtomicInteger helpers = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void pictures_keep_their_order_their_labels_and_their_pixels() {
    for (int i = 0; i < 100; i++) {
      images.add(i % 2 == 0 ? FIRST : SECOND, i < 90 ? Split.TRAINING : Split.TESTING, i);
    }
    try (DatasetCache.Open open = cache().open(MODEL, LEARNING, () -> false)) {
      TrainingData data = open.data();
      byte[] pixels = new byte[FakeImages.SIDE * FakeImages.SIDE];
      for (int i = 0; i < 100; i++) {
        data.read(i, pixels, 0);
        assertThat(pixels).containsOnly(i);
        assertThat(data.label(i)).isEqualTo(i % 2);
      }
      assertThat(data.count(Part.TRAINING) + data.count(Part.VALIDATION)).isEqualTo(90);
      assertThat(data.count(Part.VALIDATION)).isBetween(2, 30);
      assertThat(data.count(Part.TESTING)).isEqualTo(10);
    }
  }

  @Test
  void pictures_are_decoded_once() {
    images.add(FIRST, Split.TRAINING, 1).add(SECOND, Split.TRAINING, 2);
    cache().open(MODEL, LEARNING, () -> false).close();
    int decoders = helpers.get();
    assertThat(decoders).as("helpers decode").isPositive();
    DatasetCache restarted = cache();
    restarted.open(MODEL, LEARNING, () -> false).close();
    assertThat(helpers).hasValue(decoders);
    try (DatasetCache.Open again = restarted.open(MODEL, LEARNING, () -> false)) {
      assertThat(again.data().label(1)).isEqualTo(1);
    }
    assertThat(images.readings()).isEqualTo(1);
  }

  @Test
  void other_classes_or_another_time_make_another_cache_and_remove_the_old_one() throws Exception {
    images.add(FIRST, Split.TRAINING, 1).add(SECOND, Split.TRAINING, 2);
    DatasetCache cache = cache();
    cache.open(MODEL, LEARNING, () -> false).close();
    List<Path> before = files();
    try (DatasetCache.Open turned = cache.open(MODEL, ofClasses(SECOND, FIRST), () -> false)) {
      assertThat(turned.data().label(0)).isEqualTo(1);
    }
    assertThat(images.readings()).isEqualTo(2);
    assertThat(files()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
  }

  @Test
  void pictures_that_cannot_be_read_or_are_of_no_class_are_left_out() {
    images
        .add(FIRST, Split.TESTING, 1)
        .addUnreadable(FIRST)
        .add(ClassId.next(), Split.TRAINING, 3)
        .add(SECOND, Split.TESTING, 4);
    try (DatasetCache.Open open = cache().open(MODEL, LEARNING, () -> false)) {
      assertThat(open.data().count(Part.TRAINING)).isZero();
      assertThat(open.data().count(Part.VALIDATION)).isZero();
      assertThat(open.data().image(Part.TESTING, 0)).isZero();
      assertThat(open.data().image(Part.TESTING, 1)).isEqualTo(3);
    }
  }

  @Test
  void pictures_that_were_removed_while_they_were_read_leave_their_places_empty() {
    images.add(FIRST, Split.TESTING, 1);
    images.removed(3);
    try (DatasetCache.Open open = cache().open(MODEL, LEARNING, () -> false)) {
      assertThat(open.data().count(Part.TESTING)).isEqualTo(1);
      assertThat(open.pixels().count()).isEqualTo(4);
    }
  }

  @Test
  void a_cache_without_labels_is_made_again() throws IOException {
    images.add(FIRST, Split.TRAINING, 1).add(SECOND, Split.TRAINING, 2);
    cache().open(MODEL, LEARNING, () -> false).close();
    for (Path file : files()) {
      if (file.toString().endsWith(".labels")) {
        Files.delete(file);
      }
    }
    cache().open(MODEL, LEARNING, () -> false).close();
    assertThat(images.readings()).isEqualTo(2);
  }

  @Test
  void a_source_that_fails_leaves_no_cache() throws IOException {
    images.add(FIRST, Split.TRAINING, new byte[0]);
    FailingImages failing = new FailingImages(images);
    DatasetCache cache =
        new DatasetCache(
            folder,
            failing,
            new PictureDecoder(new PictureReader(PictureLimits.DEFAULT)),
            Thread.ofPlatform().factory());
    assertThatThrownBy(() -> cache.open(MODEL, LEARNING, () -> false))
        .isInstanceOf(IllegalStateException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_model_that_is_erased_leaves_nothing() throws IOException {
    images.add(FIRST, Split.TRAINING, 1).add(SECOND, Split.TRAINING, 2);
    DatasetCache cache = cache();
    cache.open(MODEL, LEARNING, () -> false).close();
    cache.erase(MODEL);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_cancelled_job_decodes_no_more_pictures() throws IOException {
    for (int i = 0; i < 100; i++) {
      images.add(FIRST, Split.TRAINING, i);
    }
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> cache().open(MODEL, LEARNING, () -> asked.incrementAndGet() > 20))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValueLessThan(50);
    assertThat(files()).isEmpty();
  }

  @Test
  void the_pictures_that_were_used_last_are_told_first_and_also_by_the_next_process() {
    images.add(FIRST, Split.TRAINING, 1).add(SECOND, Split.TRAINING, 2);
    DatasetCache cache = cache();
    ModelId other = ModelId.next();
    assertThat(cache.near()).isEmpty();
    cache.open(MODEL, LEARNING, () -> false).close();
    cache.open(other, LEARNING, () -> false).close();
    DecodedPictures ours = DecodedPictures.of(MODEL, LEARNING);
    DecodedPictures theirs = DecodedPictures.of(other, LEARNING);
    assertThat(cache.near()).containsExactly(theirs, ours);
    cache.open(MODEL, LEARNING, () -> false).close();
    assertThat(cache.near()).containsExactly(ours, theirs);

    assertThat(cache().near()).containsExactlyInAnyOrder(ours, theirs);
    cache.open(MODEL, ofClasses(SECOND, FIRST), () -> false).close();
    assertThat(cache.near())
        .containsExactly(DecodedPictures.of(MODEL, ofClasses(SECOND, FIRST)), theirs);
    cache.erase(MODEL);
    assertThat(cache.near()).containsExactly(theirs);
  }

  private DatasetCache cache() {
    return new DatasetCache(
        folder,
        images,
        new PictureDecoder(new PictureReader(PictureLimits.DEFAULT)),
        work -> {
          helpers.incrementAndGet();
          return new Thread(work);
        });
  }

  private static Learning ofClasses(ClassId... classes) {
    return new Learning(
        LEARNING.subject(),
        LEARNING.recipe(),
        LEARNING.pipeline(),
        List.of(classes),
        LEARNING.datasetUntil());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Fails after its pictures. */
  private record FailingImages(FakeImages images) implements ImageSource {
    @Override
    public Map<ClassId, Integer> counts(ModelId model, Instant until) {
      return images.counts(model, until);
    }

    @Override
    public void forEach(
        ModelId model, Instant until, Predicate<Entry> wanted, Consumer<LabelledImage> consumer) {
      images.forEach(model, until, wanted, consumer);
      throw new IllegalStateException("the database is away");
    }
  }
}
