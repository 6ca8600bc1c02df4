package sorrel.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBlobSpacesTest extends BlobSpacesContract {
  @TempDir Path folder;

  @Override
  protected BlobSpaces emptySpaces() throws IOException {
    return new FolderBlobSpaces(folder.resolve("blobs"));
  }

  @Test
  void a_store_is_a_folder() throws IOException {
    var _ = spaces.of("one").temporaryFile();
    assertThat(folder.resolve("blobs/one")).isDirectory();

    spaces.deleteAll("one");

    assertThat(folder.resolve("blobs/one")).doesNotExist();
  }
}
