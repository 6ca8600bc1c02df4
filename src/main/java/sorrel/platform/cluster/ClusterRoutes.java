package sorrel.platform.cluster;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import sorrel.platform.http.Access;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/** {@code /cluster}: the nodes with their roles and states. */
public final class ClusterRoutes implements Endpoint.Resource {
  private final Cluster cluster;

  public ClusterRoutes(ActorSystem<?> system) {
    cluster = Cluster.get(system);
  }

  /** Whether this node is a full member. */
  public boolean isUp() {
    return cluster.selfMember().status() == akka.cluster.MemberStatus.up();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/cluster")
            .async(call -> CompletableFuture.completedStage(Reply.ok(view()))));
  }

  /** A node as administrators see it. */
  record NodeJson(String address, List<String> roles, String status) {}

  /** All nodes. */
  record ClusterJson(List<NodeJson> items, Optional<String> next) {}

  private ClusterJson view() {
    return new ClusterJson(
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .map(ClusterRoutes::node)
            .toList(),
        Optional.empty());
  }

  private static NodeJson node(Member member) {
    return new NodeJson(
        member.address().hostPort(),
        List.copyOf(new TreeSet<>(member.getRoles())),
        member.status().toString().toLowerCase(Locale.ROOT));
  }
}
