package sorrel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
  @TempDir private Path folder;

  @Test
  void a_folder_goes_with_all_that_is_in_it_and_nothing_else() throws IOException {
    Path gone = Files.createDirectories(folder.resolve("gone/deep/deeper"));
    Files.writeString(gone.resolve("file"), "x");
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    FileTrees.delete(folder.resolve("gone"));
    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void what_a_link_leads_to_stays() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("file"), "x");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), elsewhere);
    Files.createSymbolicLink(tree.resolve("broken"), folder.resolve("nowhere"));
    FileTrees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(file).exists();
  }

  @Test
  void a_folder_that_is_not_there_is_gone_already() {
    assertThatCode(() -> FileTrees.delete(folder.resolve("nowhere"))).doesNotThrowAnyException();
  }
}
