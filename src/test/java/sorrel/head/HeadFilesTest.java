package sorrel.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.Head;
import sorrel.head.domain.HeadMaker;
import sorrel.head.domain.Look;
import sorrel.head.domain.Traits;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

final class HeadFilesTest {
  private static final List<ClassId> CLASSES =
      List.of(new ClassId(new UUID(1, 1)), new ClassId(new UUID(1, 2)));

  @TempDir Path folder;

  @Test
  void a_head_that_was_written_says_what_it_said() {
    Head head = HeadMaker.make(table(), HeadMaker.solve(table())).head();
    Path file = folder.resolve("head");
    HeadFile.write(head, file);
    Head read = HeadFile.read(file);

    Traits x = new Traits(new float[] {0.4f, 1.5f, 2}, look(0.3f, 0.1f));
    assertThat(read.judge(x).probabilities()).isEqualTo(head.judge(x).probabilities());
    assertThat(read.judge(x).familiarity()).isEqualTo(head.judge(x).familiarity());
  }

  @Test
  void a_table_that_was_written_is_read() {
    FeatureTable table = table();
    Path file = folder.resolve("table");
    FeatureTableFile.write(table, file);
    FeatureTable read = FeatureTableFile.read(file);

    assertThat(read.classes()).isEqualTo(table.classes());
    assertThat(read.rows()).isEqualTo(table.rows());
    assertThat(read.features(7)).isEqualTo(table.features(7));
    assertThat(read.look(7)).usingRecursiveComparison().isEqualTo(table.look(7));
    assertThat(HeadMaker.solve(read)).isEqualTo(HeadMaker.solve(table));
  }

  @Test
  void damage_is_noticed() throws IOException {
    Path file = folder.resolve("table");
    FeatureTableFile.write(table(), file);
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[changed.length / 2] ^= 1;

    for (byte[] damaged : List.of(changed, Arrays.copyOf(whole, whole.length - 3))) {
      Files.write(file, damaged);
      assertThatThrownBy(() -> FeatureTableFile.read(file))
          .isInstanceOf(UncheckedIOException.class);
    }
    Files.write(file, whole);
    assertThatThrownBy(() -> HeadFile.read(file)).isInstanceOf(UncheckedIOException.class);
  }

  private static FeatureTable table() {
    FeatureTable.Draft draft = new FeatureTable.Draft(3, CLASSES);
    for (int i = 0; i < 40; i++) {
      float[] features = {i % 2, (i * 7) % 5 / 3f, 1 + i % 3};
      Part part = i % 5 == 0 ? Part.VALIDATION : Part.TRAINING;
      draft.add(
          new FeatureTable.Row(Sha256.of(new byte[] {(byte) i}), i % 2, part),
          new Traits(features, look(i / 40f, (i * 3) % 7 / 7f)));
    }
    return draft.done();
  }

  private static Look look(float brightness, float contrast) {
    return new Look(new float[] {brightness, contrast}, new float[] {brightness - contrast});
  }
}
