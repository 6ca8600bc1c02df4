package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.platform.cluster.NodeTable.Node;
import sorrel.platform.persistence.TestDatabase;

final class PresenceIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final NodeTable nodes = new NodeTable(DATABASE.jdbi());

  @BeforeEach
  void nobody() {
    nodes.leaveAll();
  }

  @Test
  void a_node_is_there_from_its_start_until_it_leaves() {
    try (Presence presence = Presence.begin(nodes, "10.0.0.5", 8558)) {
      assertThat(nodes.alive()).containsExactly(new Node(presence.id(), "10.0.0.5", 8558));
    }
    assertThat(nodes.alive()).isEmpty();
  }

  @Test
  void one_that_fell_silent_is_gone_until_it_is_heard_again() {
    Node node = new Node(UUID.randomUUID(), "10.0.0.5", 8558);
    nodes.hear(node);
    silence(NodeTable.SILENT.toSeconds() + 1);
    assertThat(nodes.alive()).isEmpty();
    nodes.hear(node);
    assertThat(nodes.alive()).containsExactly(node);
  }

  @Test
  void rows_of_nodes_that_never_come_back_do_not_pile_up() {
    nodes.hear(new Node(UUID.randomUUID(), "10.0.0.5", 8558));
    silence(2 * 3600);
    nodes.leave(UUID.randomUUID());
    int rows =
        DATABASE
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery("select count(*) from nodes").mapTo(Integer.class).one());
    assertThat(rows).isZero();
  }

  private static void silence(long seconds) {
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update nodes set heard_at = heard_at - make_interval(secs => ?)", seconds));
  }
}
