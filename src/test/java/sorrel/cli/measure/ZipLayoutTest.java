package sorrel.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Split;

class ZipLayoutTest {
  @Test
  void a_picture_is_known_by_its_split_and_class_folder() {
    ZipLayout layout = layout("training/seven/1.png", "testing/nine/deep/2.png");
    assertThat(layout.pictures())
        .containsExactly(
            new ZipLayout.Picture(
                "training/seven/1.png", "seven", "1.png", Optional.of(Split.TRAINING)),
            new ZipLayout.Picture(
                "testing/nine/deep/2.png", "nine", "deep/2.png", Optional.of(Split.TESTING)));
  }

  @Test
  void without_splits_the_folders_at_the_top_are_classes() {
    ZipLayout layout = layout("owl/1.png", "cat/2.png", "train/3.png");
    assertThat(layout.labels()).containsExactly("cat", "owl", "train");
    assertThat(layout.pictures()).allMatch(picture -> picture.split().isEmpty());
  }

  @Test
  void one_split_alone_says_nothing() {
    ZipLayout layout = layout("train/owl/1.png", "train/cat/2.png");
    assertThat(layout.labels()).containsExactly("cat", "owl");
    assertThat(layout.pictures()).allMatch(picture -> picture.split().isEmpty());
  }

  @Test
  void folders_around_everything_and_lists_beside_it_are_passed_over() {
    ZipLayout layout =
        layout("labels.csv", "a/readme.md", "a/b/Test/owl/1.png", "a/b/Train/cat/2.png");
    assertThat(layout.labels()).containsExactly("cat", "owl");
    assertThat(layout.pictures()).allMatch(picture -> picture.split().isPresent());
  }

  @Test
  void folders_and_what_systems_leave_behind_are_no_pictures() {
    ZipLayout layout =
        layout("owl/", "owl/1.png", "cat/.DS_Store", "__MACOSX/owl/1.png", "cat/2.png", "3.png");
    assertThat(layout.pictures())
        .extracting(ZipLayout.Picture::entry)
        .containsExactly("owl/1.png", "cat/2.png");
  }

  @Test
  void a_label_is_one_however_its_letters_are_composed() {
    assertThat(layout("testing/e\u0301t\u00e9/1.png", "training/\u00e9te\u0301/2.png").labels())
        .containsExactly("\u00e9t\u00e9");
  }

  private static ZipLayout layout(String... names) {
    return ZipLayout.of(List.of(names));
  }
}
