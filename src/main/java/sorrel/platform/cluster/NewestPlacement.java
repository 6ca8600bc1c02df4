package sorrel.platform.cluster;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.sharding.ConsistentHashingShardAllocationStrategy;
import akka.util.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Places shards by consistent hashing, and while nodes of two builds run, on those of the newest
 * alone: an old node goes next, and could not read what a new one has written of a model.
 */
public final class NewestPlacement extends ConsistentHashingShardAllocationStrategy {
  private Optional<Cluster> cluster = Optional.empty();

  /**
   * Akka begins it where shards are placed.
   *
   * @param movedAtOnce shards that move in one step when a node comes
   */
  public NewestPlacement(int movedAtOnce) {
    super(movedAtOnce);
  }

  @Override
  public void start(ActorSystem system) {
    cluster = Optional.of(Cluster.get(system));
    super.start(system);
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester,
      String shard,
      scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> placed) {
    Map<ActorRef, IndexedSeq<String>> regions =
        newest(CollectionConverters.asJava(placed), versions());
    return super.allocateShard(
        requester,
        shard,
        scala.collection.immutable.Map.from(CollectionConverters.asScala(regions)));
  }

  private Map<Address, Version> versions() {
    Map<Address, Version> versions = new HashMap<>();
    for (Member member : cluster.orElseThrow().state().getMembers()) {
      versions.put(member.address(), member.appVersion());
    }
    return versions;
  }

  /** Those regions whose nodes have the newest build; all, where no build is known. */
  private <T> Map<ActorRef, T> newest(Map<ActorRef, T> regions, Map<Address, Version> versions) {
    Optional<Version> newest =
        regions.keySet().stream()
            .flatMap(region -> Optional.ofNullable(versions.get(node(region))).stream())
            .max(Comparator.naturalOrder());
    Map<ActorRef, T> left = new HashMap<>(regions);
    newest.ifPresent(
        version -> left.keySet().removeIf(region -> !version.equals(versions.get(node(region)))));
    return left;
  }

  private Address node(ActorRef region) {
    Address address = region.path().address();
    return address.hasLocalScope() ? cluster.orElseThrow().selfAddress() : address;
  }
}
