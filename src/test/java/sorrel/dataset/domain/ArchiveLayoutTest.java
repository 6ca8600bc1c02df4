package sorrel.dataset.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.dataset.domain.ArchiveLayout.Problem;
import sorrel.dataset.domain.ArchiveLayout.Unusable;
import sorrel.dataset.domain.ArchiveLayout.Usable;
import sorrel.dataset.domain.Placement.Placed;
import sorrel.dataset.domain.Placement.Refused;
import sorrel.dataset.domain.Placement.Skip;
import sorrel.dataset.domain.Placement.Skipped;
import sorrel.kernel.Split;

class ArchiveLayoutTest {
  @Test
  void training_and_testing_hold_class_folders() {
    assertThat(
            placements(
                "training/", "training/cat/1.png", "training/dog/2.png", "testing/cat/3.png"))
        .containsExactly(
            skipped(Skip.FOLDER),
            placed("cat", Split.TRAINING),
            placed("dog", Split.TRAINING),
            placed("cat", Split.TESTING));
  }

  @Test
  void other_names_of_the_splits_are_known_in_any_case() {
    assertThat(placements("Train/a/1", "VAL/a/2", "valid/b/3", "Validation/b/4", "Test/b/5"))
        .containsExactly(
            placed("a", Split.TRAINING),
            placed("a", Split.TRAINING),
            placed("b", Split.TRAINING),
            placed("b", Split.TRAINING),
            placed("b", Split.TESTING));
  }

  @Test
  void class_folders_alone_leave_the_split_open() {
    assertThat(placements("cat/1.jpg", "dog/2.jpg")).containsExactly(placed("cat"), placed("dog"));
  }

  @Test
  void one_split_alone_leaves_the_split_open_as_a_model_needs_both() {
    assertThat(placements("train/cat/1.jpg", "train/dog/2.jpg", "val/dog/3.jpg"))
        .containsExactly(placed("cat"), placed("dog"), placed("dog"));
  }

  @Test
  void folders_around_everything_are_passed_over() {
    assertThat(placements("data/v1/cat/1.jpg", "data/v1/dog/2.jpg"))
        .containsExactly(placed("cat"), placed("dog"));
    assertThat(placements("README.md", "my set/training/cat/1.jpg", "my set/testing/dog/2.jpg"))
        .containsExactly(
            skipped(Skip.NOT_A_PICTURE),
            placed("cat", Split.TRAINING),
            placed("dog", Split.TESTING));
  }

  @Test
  void folders_within_a_class_do_not_matter() {
    assertThat(placements("cat/indoors/1.jpg", "cat/2.jpg", "dog/a/b/3.jpg"))
        .containsExactly(placed("cat"), placed("cat"), placed("dog"));
  }

  @Test
  void a_class_may_be_called_train() {
    assertThat(placements("car/1.jpg", "plane/2.jpg", "train/3.jpg"))
        .containsExactly(placed("car"), placed("plane"), placed("train"));
  }

  @Test
  void pictures_beside_the_class_folders_are_refused_one_by_one() {
    List<Placement> placements = placements("cat/1.jpg", "dog/2.jpg", "cover.jpg");
    assertThat(placements.get(2))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Placement.Refusal.WITHOUT_CLASS));
    assertThat(placements("train/a/1.jpg", "train/b/1.jpg", "test/a/2.jpg", "test/3.jpg").get(3))
        .isInstanceOf(Refused.class);
    assertThat(placements("train/a/1.jpg", "train/b/1.jpg", "test/a/2.jpg", "more/a/3.jpg").get(3))
        .isInstanceOf(Refused.class);
  }

  @Test
  void what_systems_leave_behind_is_skipped_and_counted() {
    Usable usable =
        usable(
            "cat/1.jpg",
            "dog/2.jpg",
            "__MACOSX/cat/._1.jpg",
            "cat/.DS_Store",
            "cat/Thumbs.db",
            "cat/desktop.ini",
            ".git/config",
            "labels.csv",
            "cat/notes.TXT",
            "LICENSE",
            "cat/");
    assertThat(usable.labels()).containsExactly("cat", "dog");
    assertThat(usable.skipped())
        .containsEntry(Skip.HIDDEN, 5L)
        .containsEntry(Skip.NOT_A_PICTURE, 3L)
        .containsEntry(Skip.FOLDER, 1L);
  }

  @Test
  void names_without_an_ending_or_with_an_unknown_one_may_be_pictures() {
    assertThat(placements("cat/1", "dog/two.dots.v1.jpeg", "dog/x.unknown"))
        .containsExactly(placed("cat"), placed("dog"), placed("dog"));
  }

  @Test
  void backslashes_drives_and_leading_slashes_are_only_separators() {
    assertThat(placements("C:\\data\\cat\\1.jpg", "C:\\data\\dog\\2.jpg", "/data/dog/./3.jpg"))
        .containsExactly(placed("cat"), placed("dog"), placed("dog"));
  }

  @Test
  void names_that_lead_out_of_the_archive_are_refused() {
    assertThat(placements("cat/1.jpg", "dog/2.jpg", "../../etc/cat/3.jpg", "cat/..\\4.jpg"))
        .satisfies(
            all ->
                assertThat(all.subList(2, 4))
                    .allSatisfy(
                        one ->
                            assertThat(one)
                                .isInstanceOfSatisfying(
                                    Refused.class,
                                    refused ->
                                        assertThat(refused.reason())
                                            .isEqualTo(Placement.Refusal.UNSAFE_NAME))));
  }

  @Test
  void labels_are_composed_and_trimmed_and_keep_their_case() {
    Usable usable = usable(" Cafe\u0301 /1.jpg", "Caf\u00E9/2.jpg", "caf\u00E9/3.jpg");
    assertThat(usable.labels()).containsExactly("Caf\u00E9", "caf\u00E9");
  }

  @Test
  void folders_whose_name_cannot_be_a_label_are_refused() {
    String long101 = "x".repeat(101);
    for (String bad : List.of("a\u0007b", long101, "evil\u202Egpj", "  ")) {
      assertThat(placements("cat/1.jpg", "dog/2.jpg", bad + "/3.jpg").get(2))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Placement.Refusal.LABEL));
    }
    assertThat(usable("cat/1.jpg", "x".repeat(100) + "/2.jpg").labels()).hasSize(2);
  }

  @Test
  void archives_that_cannot_be_imported_say_why() {
    assertThat(problem(List.of())).isEqualTo(Problem.NO_PICTURES);
    assertThat(problem(List.of("README.md", "a/"))).isEqualTo(Problem.NO_PICTURES);
    assertThat(problem(List.of("1.jpg", "2.jpg"))).isEqualTo(Problem.NO_CLASS_FOLDERS);
    assertThat(problem(List.of("cat/1.jpg", "cat/2.jpg"))).isEqualTo(Problem.TOO_FEW_CLASSES);
    assertThat(problem(List.of("training/cat/1.jpg", "testing/cat/2.jpg")))
        .isEqualTo(Problem.TOO_FEW_CLASSES);
    List<String> many = IntStream.range(0, 1001).mapToObj(i -> i + "/1.jpg").toList();
    assertThat(problem(many)).isEqualTo(Problem.TOO_MANY_CLASSES);
  }

  @Test
  void one_class_is_enough_for_a_model_that_has_others() {
    assertThat(ArchiveLayout.of(List.of("training/cat/1.jpg", "testing/cat/2.jpg"), 1, 1000))
        .isInstanceOfSatisfying(
            Usable.class, usable -> assertThat(usable.labels()).containsExactly("cat"));
    assertThat(ArchiveLayout.of(List.of("cat/1.jpg", "cat/2.jpg"), 1, 1000))
        .isInstanceOf(Usable.class);
  }

  private static List<Placement> placements(String... names) {
    return usable(names).placements();
  }

  private static Usable usable(String... names) {
    return switch (ArchiveLayout.of(Arrays.asList(names), 1, 1000)) {
      case Usable usable -> usable;
      case Unusable unusable -> throw new AssertionError(unusable);
    };
  }

  private static Problem problem(List<String> names) {
    return switch (ArchiveLayout.of(names, 2, 1000)) {
      case Usable usable -> throw new AssertionError(usable);
      case Unusable(Problem problem, String sentence) -> {
        assertThat(sentence).endsWith(".");
        yield problem;
      }
    };
  }

  private static Placement placed(String label) {
    return new Placed(label, Optional.empty());
  }

  private static Placement placed(String label, Split split) {
    return new Placed(label, Optional.of(split));
  }

  private static Placement skipped(Skip reason) {
    return new Skipped(reason);
  }
}
