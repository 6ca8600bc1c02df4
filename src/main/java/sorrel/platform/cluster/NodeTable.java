package sorrel.platform.cluster;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The nodes that share a database, as rows that each keeps fresh. Only the database's clock counts.
 */
public final class NodeTable {
  /** A node that was not heard of for so long may be gone; others take over what it was at. */
  public static final Duration SILENT = Duration.ofSeconds(12);

  /** Rows of nodes that never come back are removed after so long. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Jdbi jdbi;

  public NodeTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A node.
   *
   * @param id of one life of the process
   * @param host at which other nodes reach it
   */
  public record Node(UUID id, String host, int managementPort) {}

  /** Says that a node lives. */
  public void hear(Node node) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into nodes (id, host, management_port, heard_at) values (?, ?, ?, now())
                on conflict (id) do update set heard_at = now()
                """,
                node.id(),
                node.host(),
                node.managementPort()));
  }

  /** Says that a node has gone, and forgets those that are long gone. */
  public void leave(UUID node) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "delete from nodes where id = ? or heard_at < now() - make_interval(secs => ?)",
                node,
                FORGOTTEN.toSeconds()));
  }

  /** Says that there are no others, as one knows that owns the database. */
  public void leaveAll() {
    jdbi.useHandle(handle -> handle.execute("delete from nodes"));
  }

  /** The nodes that were heard of of late. */
  public List<Node> alive() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, host, management_port from nodes
                    where heard_at >= now() - make_interval(secs => :silent)
                    """)
                .bind("silent", SILENT.toSeconds())
                .map(
                    (row, _) ->
                        new Node(
                            row.getObject("id", UUID.class),
                            row.getString("host"),
                            row.getInt("management_port")))
                .list());
  }
}
