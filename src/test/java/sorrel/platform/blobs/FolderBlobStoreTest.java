package sorrel.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.Sha256;

final class FolderBlobStoreTest extends BlobStoreContract {
  @TempDir Path folder;

  @Override
  protected BlobStore emptyStore() throws IOException {
    return FolderBlobStore.open(folder.resolve("blobs"));
  }

  @Test
  void the_first_two_digits_are_a_folder() throws IOException {
    Sha256 address = put(new byte[] {7});
    String hex = address.hex();

    assertThat(folder.resolve("blobs").resolve(hex.substring(0, 2)).resolve(hex.substring(2)))
        .exists();
  }

  @Test
  void no_temporary_file_is_left() throws IOException {
    put(new byte[] {7});
    put(new byte[] {7});

    try (Stream<Path> left = Files.list(folder.resolve("blobs/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void opening_sweeps_what_a_crashed_process_left_and_spares_what_is_written() throws IOException {
    Path old = store.temporaryFile();
    Path young = store.temporaryFile();
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    FolderBlobStore.open(folder.resolve("blobs"));

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void blobs_are_there_after_opening_again() throws IOException {
    Sha256 address = put(new byte[] {7});

    assertThat(FolderBlobStore.open(folder.resolve("blobs")).size(address)).isEqualTo(1);
  }
}
