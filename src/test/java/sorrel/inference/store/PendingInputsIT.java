package sorrel.inference.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.inference.store.PendingInputs.Pending;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.TestDatabase;

final class PendingInputsIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final PendingInputs inputs = new PendingInputs(DATABASE.jdbi());
  private final ModelId model = ModelId.next();

  @BeforeEach
  void empty() {
    DATABASE.jdbi().useHandle(handle -> handle.execute("delete from pending_inputs"));
  }

  @Test
  void an_accepted_picture_is_there_until_it_is_removed() {
    Pending pending = pending(new UUID(1, 1));
    inputs.add(pending);
    inputs.add(pending);

    assertThat(inputs.after(BEFORE_ALL)).usingRecursiveComparison().isEqualTo(List.of(pending));
    inputs.remove(pending.task());
    inputs.remove(pending.task());
    assertThat(inputs.after(BEFORE_ALL)).isEmpty();
  }

  @Test
  void pictures_come_in_the_order_of_their_tasks_and_in_pages() {
    for (int i = 150; i >= 1; i--) {
      inputs.add(pending(new UUID(1, i)));
    }
    List<UUID> found = new ArrayList<>();
    List<Pending> page = inputs.after(BEFORE_ALL);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(100);
      page.forEach(each -> found.add(each.task().value()));
      page = inputs.after(page.getLast().task().value());
    }
    assertThat(found).hasSize(150).startsWith(new UUID(1, 1)).endsWith(new UUID(1, 150));
    assertThat(found).isSorted();
  }

  @Test
  void the_pictures_of_an_erased_model_are_gone() {
    inputs.add(pending(new UUID(1, 1)));
    Pending other =
        new Pending(
            new TaskId(new UUID(1, 2)), AccountId.next(), ModelId.next(), new byte[] {1}, NOW);
    inputs.add(other);
    inputs.erase(model);

    assertThat(inputs.after(BEFORE_ALL)).extracting(Pending::task).containsExactly(other.task());
  }

  private Pending pending(UUID task) {
    return new Pending(new TaskId(task), AccountId.next(), model, new byte[] {1, -1, 0}, NOW);
  }
}
