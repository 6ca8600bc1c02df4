package sorrel.platform.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.Member;
import akka.cluster.sharding.ShardRegion.ClusterShardingStats;
import akka.cluster.sharding.ShardRegion.ShardRegionStats;
import akka.cluster.sharding.typed.GetClusterShardingStats;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import sorrel.platform.http.Access;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;
import sorrel.platform.http.Watched;

/** {@code /cluster}: the nodes with their roles, states and shards. */
public final class ClusterRoutes implements Endpoint.Resource {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A part of the patience, so that what is known comes in time. */
  private static final Duration NODE_PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final Map<String, EntityTypeKey<?>> kinds;

  /**
   * Shows one system's cluster.
   *
   * @param kinds what is sharded, by the word that administrators see
   */
  public ClusterRoutes(ActorSystem<?> system, Map<String, EntityTypeKey<?>> kinds) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.kinds = Map.copyOf(kinds);
  }

  /** Whether this node is a full member. */
  public boolean isUp() {
    return cluster.selfMember().status() == akka.cluster.MemberStatus.up();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/cluster")
            .async(_ -> show().thenApply(Reply::ok)));
  }

  /** What a node holds of one kind. */
  record HeldJson(int shards, int inMemory) {}

  /**
   * A node as administrators see it.
   *
   * @param holds by kind; nothing of a node that did not answer in time
   */
  record NodeJson(String address, List<String> roles, String status, Map<String, HeldJson> holds) {}

  /** All nodes. */
  record ClusterJson(List<NodeJson> items, Optional<String> next) {}

  /** What {@code /cluster} answers, to be followed. */
  public Watched watched() {
    return new Watched("nodes", Access.ADMINISTRATOR, _ -> show());
  }

  private CompletionStage<ClusterJson> show() {
    Map<Address, Map<String, HeldJson>> held = new HashMap<>();
    CompletableFuture<?>[] asked =
        kinds.entrySet().stream()
            .map(
                kind ->
                    stats(kind.getValue())
                        .thenAccept(stats -> add(held, kind.getKey(), stats))
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    // What did not answer is not shown; the nodes are.
    return CompletableFuture.allOf(asked)
        .handle(
            (_, _) -> {
              synchronized (held) {
                return view(held);
              }
            });
  }

  private CompletionStage<ClusterShardingStats> stats(EntityTypeKey<?> kind) {
    return AskPattern.ask(
        ClusterSharding.get(system).shardState(),
        replyTo -> new GetClusterShardingStats(kind, NODE_PATIENCE, replyTo),
        PATIENCE,
        system.scheduler());
  }

  private static void add(
      Map<Address, Map<String, HeldJson>> held, String kind, ClusterShardingStats stats) {
    synchronized (held) {
      stats
          .getRegions()
          .forEach(
              (address, region) ->
                  held.computeIfAbsent(address, _ -> new HashMap<>()).put(kind, held(region)));
    }
  }

  private static HeldJson held(ShardRegionStats region) {
    Map<String, Object> shards = region.getStats();
    int inMemory = shards.values().stream().mapToInt(count -> (Integer) count).sum();
    return new HeldJson(shards.size(), inMemory);
  }

  private ClusterJson view(Map<Address, Map<String, HeldJson>> held) {
    return new ClusterJson(
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .map(member -> node(member, held.getOrDefault(member.address(), Map.of())))
            .toList(),
        Optional.empty());
  }

  private static NodeJson node(Member member, Map<String, HeldJson> holds) {
    return new NodeJson(
        member.address().hostPort(),
        // Akka's own word for the data centre is nothing that anyone set.
        member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList(),
        member.status().toString().toLowerCase(Locale.ROOT),
        Map.copyOf(holds));
  }
}
