package sorrel.platform.config;

import java.util.List;
import java.util.Optional;

/**
 * How this process is a node of a cluster.
 *
 * @param discovery how nodes find each other
 * @param host the address at which other nodes reach this one
 * @param bindHost the address it listens on for them
 * @param port for messages between nodes; 0 for any free one, where it is alone
 * @param managementPort where nodes ask each other for the cluster, and supervisors for its health
 * @param join addresses {@code host:port} of nodes' management, for {@link Discovery#JOIN}
 * @param parent the node that started this one, for {@link Discovery#PARENT}
 * @param name of the service that DNS or Kubernetes knows the nodes by
 * @param nodesAtLeast nodes that must be found before a new cluster is made
 * @param tls for messages between nodes; empty where their network is trusted
 * @param version of this build, which nodes are told apart by during an upgrade
 */
public record ClusterSettings(
    Discovery discovery,
    String host,
    String bindHost,
    int port,
    int managementPort,
    List<Address> join,
    Optional<Address> parent,
    String name,
    int nodesAtLeast,
    Optional<ClusterTls> tls,
    String version) {
  public ClusterSettings {
    join = List.copyOf(join);
  }

  /** How nodes find each other. */
  public enum Discovery {
    /** Not at all: this process is the cluster. */
    ALONE,
    /** By the database that they share. */
    DATABASE,
    /** By a list of addresses. */
    JOIN,
    /** By the addresses that a name has. */
    DNS,
    /** By the pods that carry a label. */
    KUBERNETES,
    /** They know one: the node that started this one. */
    PARENT
  }

  /** A host and a port. */
  public record Address(String host, int port) {}

  public boolean alone() {
    return discovery == Discovery.ALONE;
  }

  /** Whether it looks for others, and is looked for by them. */
  public boolean looks() {
    return !alone() && discovery != Discovery.PARENT;
  }
}
