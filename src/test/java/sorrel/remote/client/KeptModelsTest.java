package sorrel.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ModelId;

final class KeptModelsTest {
  private final ModelId first = ModelId.next();
  private final ModelId second = ModelId.next();
  private final ModelId third = ModelId.next();
  private final List<ModelId> erased = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void those_leave_that_were_not_used_for_the_longest_time() throws IOException {
    int ago = 30;
    for (ModelId each : List.of(first, second, third)) {
      file(each, 100);
      kept(1_000).used(each, Set.of(), NOW.minusSeconds(ago));
      ago -= 10;
    }

    kept(250).used(third, Set.of(), NOW);

    assertThat(erased).containsExactly(first);
    assertThat(folder.resolve(second.toString())).exists();
  }

  @Test
  void what_is_at_work_stays_even_where_it_is_too_much() throws IOException {
    file(first, 100);
    file(second, 100);

    kept(10).used(first, Set.of(second), NOW);

    assertThat(erased).isEmpty();
  }

  private KeptModels kept(long bytes) {
    return new KeptModels(
        List.of(folder),
        bytes,
        model -> {
          erased.add(model);
          FileTrees.delete(folder.resolve(model.toString()));
        });
  }

  private void file(ModelId model, int bytes) throws IOException {
    Path home = Files.createDirectories(folder.resolve(model.toString()));
    Files.write(home.resolve("pictures"), new byte[bytes]);
  }
}
