package sorrel.inference.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.inference.store.PendingInputs.Pending;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.cluster.NodeTable;
import sorrel.platform.cluster.NodeTable.Node;
import sorrel.platform.persistence.TestDatabase;

final class PendingInputsIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");

  private final NodeTable nodes = new NodeTable(DATABASE.jdbi());
  private final PendingInputs dead = of(new UUID(7, 1));
  private final PendingInputs inputs = of(new UUID(7, 2));
  private final ModelId model = ModelId.next();

  @BeforeEach
  void empty() {
    DATABASE.jdbi().useHandle(handle -> handle.execute("delete from pending_inputs"));
    nodes.leaveAll();
  }

  @Test
  void an_accepted_picture_is_there_until_it_is_removed() {
    Pending pending = pending(new UUID(1, 1));
    dead.add(pending);
    dead.add(pending);

    assertThat(inputs.adopt()).usingRecursiveComparison().isEqualTo(List.of(pending));
    inputs.remove(pending.task());
    inputs.remove(pending.task());
    assertThat(of(new UUID(7, 3)).adopt()).isEmpty();
  }

  @Test
  void what_a_living_node_accepted_is_left_to_it_until_it_leaves() {
    Node living = new Node(new UUID(7, 1), "127.0.0.1", 8558);
    nodes.hear(living);
    dead.add(pending(new UUID(1, 1)));

    assertThat(inputs.adopt()).isEmpty();
    nodes.leave(living.id());
    assertThat(inputs.adopt()).hasSize(1);
  }

  @Test
  void what_a_node_took_over_is_not_given_to_it_again() {
    dead.add(pending(new UUID(1, 1)));

    assertThat(inputs.adopt()).hasSize(1);
    assertThat(inputs.adopt()).isEmpty();
  }

  @Test
  void pictures_are_taken_over_in_pages_and_each_once() {
    for (int i = 150; i >= 1; i--) {
      dead.add(pending(new UUID(1, i)));
    }
    Set<UUID> found = new HashSet<>();
    List<Pending> page = inputs.adopt();
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(100);
      page.forEach(each -> assertThat(found.add(each.task().value())).isTrue());
      page = inputs.adopt();
    }
    assertThat(found).hasSize(150);
  }

  @Test
  void the_pictures_of_an_erased_model_are_gone() {
    inputs.add(pending(new UUID(1, 1)));
    Pending other =
        new Pending(
            new TaskId(new UUID(1, 2)), AccountId.next(), ModelId.next(), new byte[] {1}, NOW);
    inputs.add(other);
    inputs.erase(model);

    assertThat(of(new UUID(7, 3)).adopt()).extracting(Pending::task).containsExactly(other.task());
  }

  private static PendingInputs of(UUID node) {
    return new PendingInputs(DATABASE.jdbi(), node, NodeTable.SILENT);
  }

  private Pending pending(UUID task) {
    return new Pending(new TaskId(task), AccountId.next(), model, new byte[] {1, -1, 0}, NOW);
  }
}
