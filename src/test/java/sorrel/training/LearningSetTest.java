package sorrel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

final class LearningSetTest {
  @TempDir Path folder;

  @Test
  void pictures_are_left_out_until_they_have_a_label() {
    LearningSet set = LearningSet.ofSize(3);
    set.set(1, picture(1), 0, Part.TRAINING);

    assertThat(set.labels()).containsExactly(-1, 0, -1);
    assertThat(set.of(Part.TRAINING)).containsExactly(1);
    assertThat(set.of(Part.TESTING)).isEmpty();
  }

  @Test
  void what_was_written_is_read() {
    LearningSet set = LearningSet.ofSize(4);
    set.set(0, picture(0), 1, Part.TRAINING);
    set.set(1, picture(1), 0, Part.VALIDATION);
    set.set(3, picture(3), 2, Part.TESTING);
    Path file = folder.resolve("labels");
    set.write(file);

    LearningSet read = LearningSet.read(file).orElseThrow();
    assertThat(read.labels()).isEqualTo(set.labels());
    assertThat(read.parts()).isEqualTo(set.parts());
    assertThat(read.pictures()).isEqualTo(set.pictures());
  }

  @Test
  void a_file_that_is_missing_or_cut_off_is_made_anew() throws IOException {
    Path file = folder.resolve("labels");
    assertThat(LearningSet.read(file)).isEqualTo(Optional.empty());

    LearningSet.ofSize(4).write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(LearningSet.read(file)).isEqualTo(Optional.empty());

    whole[8] = 9;
    Files.write(file, whole);
    assertThat(LearningSet.read(file)).isEqualTo(Optional.empty());
  }

  @Test
  void every_class_with_two_pictures_gets_a_check_picture() {
    LearningSet set = LearningSet.ofSize(8);
    set.set(0, picture(0), 0, Part.TRAINING);
    set.set(1, picture(1), 0, Part.TRAINING);
    set.set(2, picture(2), 0, Part.TESTING);
    set.set(3, picture(3), 1, Part.VALIDATION);
    set.set(4, picture(4), 1, Part.TRAINING);
    set.set(5, picture(5), 1, Part.TRAINING);
    set.set(6, picture(6), 2, Part.TRAINING);

    set.coverValidation(4);

    // The first class gives its last picture, the second has one, the third has none to spare.
    assertThat(set.of(Part.VALIDATION)).containsExactly(1, 3);
    assertThat(set.of(Part.TRAINING)).containsExactly(0, 4, 5, 6);
    assertThat(set.of(Part.TESTING)).containsExactly(2);
  }

  private static Sha256 picture(int number) {
    return Sha256.of(new byte[] {(byte) number});
  }
}
