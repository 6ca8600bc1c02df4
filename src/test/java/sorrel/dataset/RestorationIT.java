package sorrel.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.AddedImage;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.BinQuery;
import sorrel.dataset.domain.BinnedImage;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.domain.ImageQuery;
import sorrel.dataset.domain.Restoration;
import sorrel.dataset.domain.StoredImage;
import sorrel.dataset.store.PackLeavings;
import sorrel.dataset.worker.PackUpkeep;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.platform.persistence.TestDatabase;

/** What is removed can be put back for a while, and is gone for good after it. */
final class RestorationIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final BinChoice ALL = new BinChoice.All();

  @TempDir Path folder;
  private DatasetFixture fixture;
  private ModelId model;
  private Datasets datasets;

  @BeforeEach
  void make_a_model() {
    fixture = new DatasetFixture(DATABASE, folder);
    model = fixture.models.make(DatasetFixture.ANNA, "cat", "dog");
    datasets = fixture.datasets();
  }

  @AfterEach
  void close() {
    datasets.close();
  }

  private ClassId classId(String label) {
    return fixture.models.classId(model, label);
  }

  private DatasetImage add(int seed) {
    try {
      AddedImage added =
          datasets.add(
              model,
              classId("cat"),
              Optional.of(Split.TRAINING),
              Optional.of("a.png"),
              TestZip.picture(seed));
      return ((AddedImage.New) added).image();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void remove(DatasetImage image) {
    datasets.remove(image, DatasetFixture.ANNA, false);
  }

  private void removeClass(String label, boolean forever) {
    ClassId id = classId(label);
    datasets.removeClass(model, id, label, DatasetFixture.ANNA, forever);
    fixture.models.removeClass(model, label);
    datasets.eraseClass(model, id);
  }

  private List<BinnedImage> bin() {
    return datasets.bin(new BinQuery(model, Optional.empty(), 100)).items();
  }

  private Restoration restore(BinChoice choice) {
    return datasets.restore(model, choice, DatasetFixture.ANNA);
  }

  private static BinChoice only(DatasetImage image) {
    return new BinChoice.Some(List.of(image.id()));
  }

  @Test
  void a_removed_picture_is_in_the_bin_and_comes_back_as_it_was() {
    DatasetImage image = add(1);
    Ready ready = (Ready) image.state();

    remove(image);
    remove(image);

    assertThat(datasets.find(image.id())).isEmpty();
    assertThat(fixture.models.total(model)).isZero();
    BinnedImage binned = bin().getFirst();
    assertThat(bin()).hasSize(1);
    assertThat(binned.id()).isEqualTo(image.id());
    assertThat(binned.label()).isEqualTo("cat");
    assertThat(binned.name()).isEqualTo("a.png");
    assertThat(binned.sha256()).isEqualTo(ready.sha256());
    assertThat(binned.removedBy()).isEqualTo(DatasetFixture.ANNA);
    assertThat(datasets.file(model, binned.slice())).isEqualTo(TestZip.picture(1));

    assertThat(restore(only(image))).isEqualTo(new Restoration.Done(1, 0));
    assertThat(restore(only(image))).isEqualTo(new Restoration.Done(0, 0));

    DatasetImage back = datasets.find(image.id()).orElseThrow();
    assertThat(back.state()).isEqualTo(ready);
    assertThat(back.name()).isEqualTo("a.png");
    assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(1, 0));
    assertThat(bin()).isEmpty();
  }

  @Test
  void those_removed_last_come_first_in_pages() {
    List<DatasetImage> images = IntStream.range(0, 5).mapToObj(this::add).toList();
    images.forEach(this::remove);

    var first = datasets.bin(new BinQuery(model, Optional.empty(), 3));
    var rest = datasets.bin(new BinQuery(model, first.next().map(Long::valueOf), 3));

    assertThat(first.items().getFirst().id()).isEqualTo(images.get(4).id());
    assertThat(first.items()).hasSize(3);
    assertThat(rest.items().getLast().id()).isEqualTo(images.get(0).id());
    assertThat(rest.items()).hasSize(2);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void a_picture_that_is_there_again_leaves_the_bin_and_is_no_error() {
    DatasetImage first = add(1);
    remove(first);
    DatasetImage second = add(1);
    remove(second);
    DatasetImage third = add(1);

    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(0, 2));
    assertThat(bin()).isEmpty();
    assertThat(fixture.models.total(model)).isEqualTo(1);

    remove(third);
    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 0));
  }

  @Test
  void a_picture_that_is_there_again_under_the_same_id_replaces_the_one_in_the_bin()
      throws IOException {
    DatasetImage first = add(1);
    remove(first);
    AddedImage _ = datasets.add(model, classId("dog"), first.id(), "b.png", TestZip.picture(1));

    remove(datasets.find(first.id()).orElseThrow());

    assertThat(bin()).extracting(BinnedImage::label).containsExactly("dog");
    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 0));
    assertThat(datasets.find(first.id()).orElseThrow().classId()).contains(classId("dog"));
  }

  @Test
  void of_the_same_picture_removed_twice_one_comes_back() {
    remove(add(1));
    remove(add(1));

    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 1));
    assertThat(fixture.models.total(model)).isEqualTo(1);
  }

  @Test
  void a_removed_class_comes_back_with_its_pictures_under_its_own_id() {
    fixture.imported(
        model,
        new TestZip()
            .pictures("training/cat", 0, 600)
            .pictures("testing/cat", 2000, 50)
            .pictures("training/dog", 1000, 100)
            .with("training/cat/broken.png", new byte[100]));
    ClassId cat = classId("cat");
    DatasetImage earlier =
        datasets
            .list(
                new ImageQuery(
                    model,
                    Optional.of(cat),
                    Optional.of(Split.TRAINING),
                    Optional.of(ImageQuery.ImageState.READY),
                    Optional.empty(),
                    1))
            .items()
            .getFirst();
    remove(earlier);

    removeClass("cat", false);

    assertThat(fixture.models.total(model)).isEqualTo(100);
    assertThat(fixture.rows("images", model)).isEqualTo(100);
    assertThat(datasets.size(model).binPictures()).isEqualTo(650);

    assertThat(restore(new BinChoice.OfClass(cat))).isEqualTo(new Restoration.Done(650, 0));

    assertThat(classId("cat")).isEqualTo(cat);
    assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(600, 50));
    assertThat(fixture.rows(model)).containsEntry("cat", List.of(600, 50));
    assertThat(restore(new BinChoice.OfClass(cat))).isEqualTo(new Restoration.Done(0, 0));
  }

  @Test
  void a_class_without_pictures_comes_back_too() {
    ClassId cat = classId("cat");
    removeClass("cat", false);

    assertThat(restore(new BinChoice.OfClass(cat))).isEqualTo(new Restoration.Done(0, 0));
    assertThat(classId("cat")).isEqualTo(cat);
    assertThat(restore(new BinChoice.OfClass(ClassId.next())))
        .isEqualTo(new Restoration.NoSuchClass());
  }

  @Test
  void what_was_to_erase_a_class_spares_one_that_was_made_again() {
    DatasetImage image = add(1);
    ClassId cat = classId("cat");
    removeClass("cat", false);
    Restoration _ = restore(ALL);

    datasets.eraseClass(model, cat);

    assertThat(datasets.find(image.id())).isPresent();
    removeClass("cat", false);
    assertThat(datasets.find(image.id())).isEmpty();
    assertThat(bin()).hasSize(1);
  }

  @Test
  void pictures_of_a_removed_class_go_to_the_class_that_has_its_label_now() {
    DatasetImage image = add(1);
    ClassId before = classId("cat");
    removeClass("cat", false);
    fixture.imported(model, new TestZip().pictures("cat", 100, 3));

    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 0));

    assertThat(classId("cat")).isNotEqualTo(before);
    assertThat(datasets.find(image.id()).orElseThrow().classId()).contains(classId("cat"));
    assertThat(fixture.models.total(model)).isEqualTo(4);
  }

  @Test
  void nothing_comes_back_where_the_class_has_no_room_in_the_model() {
    DatasetImage image = add(1);
    removeClass("cat", false);
    TestZip many = new TestZip();
    for (int i = 0; i < 49; i++) {
      many.pictures("class " + i, 100 + i, 1);
    }
    fixture.imported(model, many);

    assertThat(restore(ALL)).isEqualTo(new Restoration.TooManyClasses(50));
    assertThat(bin()).extracting(BinnedImage::id).containsExactly(image.id());
  }

  @Test
  void a_change_that_the_model_has_not_counted_yet_counts_once_when_its_class_comes_back() {
    DatasetImage image = add(1);
    fixture.models.reachable(false);
    DatasetImage late = add(2);
    fixture.models.reachable(true);

    datasets.removeClass(model, classId("cat"), "cat", DatasetFixture.ANNA, false);
    ClassId cat = classId("cat");
    fixture.models.removeClass(model, "cat");
    datasets.eraseClass(model, cat);
    Restoration _ = restore(ALL);

    assertThat(datasets.find(image.id())).isPresent();
    assertThat(datasets.find(late.id())).isPresent();
    assertThat(fixture.models.counts(model)).containsEntry("cat", List.of(2, 0));
  }

  @Test
  void what_was_kept_long_enough_leaves_the_bin() {
    remove(add(1));
    fixture.later(Duration.ofDays(29));
    remove(add(2));

    int _ = datasets.sweep();
    assertThat(bin()).hasSize(2);
    fixture.later(Duration.ofDays(2));
    int _ = datasets.sweep();

    assertThat(bin()).hasSize(1);
    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 0));
  }

  @Test
  void forever_and_without_a_bin_nothing_is_kept() {
    datasets.remove(add(1), DatasetFixture.ANNA, true);
    DatasetImage second = add(2);
    try (Datasets without = fixture.datasets(Duration.ZERO)) {
      without.remove(second, DatasetFixture.ANNA, false);
    }
    remove(add(3));
    DatasetImage _ = add(4);
    removeClass("cat", true);

    assertThat(bin()).isEmpty();
    assertThat(fixture.rows("images", model)).isZero();
    assertThat(fixture.rows("bin_classes", model)).isZero();
    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(0, 0));
  }

  @Test
  void the_bin_takes_room_until_it_is_emptied() {
    long bytes = TestZip.picture(1).length;
    DatasetImage image = add(1);
    assertThat(datasets.size(model)).isEqualTo(new DatasetSize(1, bytes));

    remove(image);
    assertThat(datasets.size(model)).isEqualTo(new DatasetSize(0, 0, 1, bytes));
    assertThat(datasets.size(model).allBytes()).isEqualTo(bytes);
    Restoration _ = restore(ALL);
    assertThat(datasets.size(model)).isEqualTo(new DatasetSize(1, bytes));
    remove(image);
    datasets.delete(model, ALL);
    assertThat(datasets.size(model)).isEqualTo(DatasetSize.EMPTY);
    datasets.delete(model, ALL);
    assertThat(datasets.size(model)).isEqualTo(DatasetSize.EMPTY);
  }

  @Test
  void some_are_deleted_for_good_and_the_others_stay() {
    DatasetImage first = add(1);
    DatasetImage second = add(2);
    remove(first);
    remove(second);

    datasets.delete(model, only(first));

    assertThat(bin()).extracting(BinnedImage::id).containsExactly(second.id());
    assertThat(restore(only(first))).isEqualTo(new Restoration.Done(0, 0));
  }

  @Test
  void the_bytes_of_a_picture_alone_in_its_pack_are_deleted_after_a_while() {
    remove(add(1));
    DatasetImage _ = add(1);
    datasets.delete(model, ALL);
    assertThat(fixture.files(model)).isEqualTo(2);

    int _ = datasets.sweep();
    fixture.later(PackUpkeep.UNUSED.minusMinutes(1));
    int _ = datasets.sweep();
    assertThat(fixture.files(model)).isEqualTo(2);
    fixture.later(Duration.ofMinutes(2));
    int _ = datasets.sweep();

    assertThat(fixture.files(model)).isEqualTo(1);
    assertThat(fixture.rows("pack_leavings", model)).isZero();
    assertThat(everyPicture()).isEqualTo(List.of(1));
  }

  @Test
  void the_bytes_of_a_picture_among_others_are_deleted_and_the_others_stay() {
    fixture.imported(model, new TestZip().pictures("cat", 0, 40));
    List<StoredImage> images = datasets.following(model, Instant.now(), Optional.empty(), 100);
    StoredImage gone = images.get(20);
    DatasetImage kept = datasets.find(images.get(30).id()).orElseThrow();
    byte[] bytes = datasets.file(model, gone.slice());
    remove(kept);
    assertThat(holds(bytes)).isTrue();

    datasets.remove(model, gone.id());
    int _ = datasets.sweep();
    assertThat(datasets.file(model, gone.slice()))
        .as("whoever looked up the picture before can still read it")
        .isEqualTo(bytes);
    fixture.later(PackUpkeep.UNUSED.plusMinutes(1));
    int _ = datasets.sweep();

    assertThat(holds(bytes)).isFalse();
    assertThat(fixture.files(model)).isEqualTo(1);
    assertThat(fixture.rows("pack_leavings", model)).isZero();
    assertThat(restore(ALL)).isEqualTo(new Restoration.Done(1, 0));
    assertThat(everyPicture()).hasSize(39).doesNotContain(20);
  }

  /** The seeds of all pictures, read from where they lie. */
  private List<Integer> everyPicture() {
    List<byte[]> drawn = IntStream.range(0, 60).mapToObj(TestZip::picture).toList();
    return datasets.following(model, Instant.now(), Optional.empty(), 100).stream()
        .map(each -> datasets.file(model, each.slice()))
        .map(
            file ->
                IntStream.range(0, drawn.size())
                    .filter(seed -> Arrays.equals(drawn.get(seed), file))
                    .findFirst()
                    .orElseThrow())
        .sorted()
        .toList();
  }

  /** Whether a file of the model has these bytes anywhere. */
  private boolean holds(byte[] bytes) {
    String wanted = new String(bytes, ISO_8859_1);
    try (var files = Files.walk(folder.resolve(model.toString()))) {
      return files
          .filter(Files::isRegularFile)
          .anyMatch(
              file -> {
                try {
                  return Files.readString(file, ISO_8859_1).contains(wanted);
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void a_pack_that_a_process_died_over_is_looked_after_again() {
    PackLeavings leavings = new PackLeavings(DATABASE.jdbi());
    Sha256 pack = Sha256.of(new byte[] {1});
    Instant now = Instant.now().plusSeconds(1);
    leavings.note(model, pack);

    assertThat(leavings.claim(now, now.plusSeconds(60), 1_000))
        .extracting(PackLeavings.Leaving::pack)
        .contains(pack);
    assertThat(leavings.claim(now.plusSeconds(30), now.plusSeconds(90), 1_000)).isEmpty();
    assertThat(leavings.claim(now.plusSeconds(61), now.plusSeconds(120), 1_000))
        .extracting(PackLeavings.Leaving::pack)
        .contains(pack);
  }

  @Test
  void deleting_a_model_empties_its_bin() {
    remove(add(1));
    removeClass("dog", false);
    fixture.models.delete(model);

    datasets.erase(model);

    for (String table : List.of("bin_pictures", "bin_classes", "pack_leavings", "dataset_sizes")) {
      assertThat(fixture.rows(table, model)).as(table).isZero();
    }
    assertThat(fixture.files(model)).isZero();
    assertThat(restore(ALL)).isEqualTo(new Restoration.ModelGone());
  }

  @Test
  void a_picture_of_another_model_is_not_touched() {
    DatasetImage image = add(1);
    remove(image);
    ModelId other = fixture.models.make(DatasetFixture.ANNA, "cat");

    assertThat(datasets.restore(other, only(image), DatasetFixture.ANNA))
        .isEqualTo(new Restoration.Done(0, 0));
    datasets.delete(other, only(image));
    datasets.delete(other, ALL);
    assertThat(datasets.binned(other, image.id())).isEmpty();

    assertThat(bin()).extracting(BinnedImage::id).containsExactly(image.id());
    ImageId unknown = ImageId.next();
    assertThat(datasets.binned(model, unknown)).isEmpty();
  }
}
