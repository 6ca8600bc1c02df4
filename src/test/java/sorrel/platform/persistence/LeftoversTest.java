package sorrel.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
  @TempDir Path folder;

  @Test
  void only_what_belonged_to_a_temporary_folder_that_is_gone_is_deleted() throws IOException {
    Path gone = server("gone", folder.toRealPath().resolve("deleted"));
    Path there = server("there", folder.toRealPath());
    Path unmounted = server("unmounted", Path.of("/nowhere/at/all"));
    Path programs = Files.createDirectory(folder.resolve("bin-0123"));

    Leftovers.sweep(folder);

    assertThat(gone).doesNotExist();
    assertThat(there).exists();
    assertThat(unmounted).exists();
    assertThat(programs).exists();
  }

  private Path server(String name, Path data) throws IOException {
    Path server = Files.createDirectories(folder.resolve(name).resolve("cluster")).getParent();
    Files.writeString(server.resolve(Leftovers.DATA_FOLDER), data + "\n");
    return server;
  }
}
