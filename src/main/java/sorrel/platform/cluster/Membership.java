package sorrel.platform.cluster;

import akka.Done;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.platform.config.ClusterSettings;

/** Makes a process a member of its cluster. */
public final class Membership {
  private Membership() {}

  /** Begins to answer other nodes that look for a cluster; blocks until it does. */
  public static void listen(ActorSystem<?> system, ClusterSettings settings) {
    if (settings.looks()) {
      AkkaManagement.get(system).start().toCompletableFuture().join();
    }
  }

  /**
   * Begins to join; the node is a member some seconds later. One that is alone is a cluster of its
   * own, which Akka cannot be told by configuration while the port is any free one.
   */
  public static void begin(ActorSystem<?> system, ClusterSettings settings) {
    if (settings.alone()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else if (!settings.looks()) {
      ClusterSettings.Address parent = settings.parent().orElseThrow();
      Cluster.get(system)
          .manager()
          .tell(Join.create(new Address("akka", system.name(), parent.host(), parent.port())));
    } else {
      ClusterBootstrap.get(system).start();
      DeathWitness witness = DeathWitness.begin(system);
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseBeforeClusterShutdown(),
              "death-witness",
              () -> {
                witness.close();
                return CompletableFuture.completedStage(Done.getInstance());
              });
    }
  }

  /**
   * Completes once the node is a member of a cluster with others; at once where it is alone, as it
   * then need not be found by anyone.
   */
  public static CompletionStage<Void> joined(ActorSystem<?> system, ClusterSettings settings) {
    CompletableFuture<Void> up = new CompletableFuture<>();
    if (settings.alone()) {
      up.complete(null);
    } else {
      akka.cluster.Cluster.get(Adapter.toClassic(system))
          .registerOnMemberUp(() -> up.complete(null));
    }
    return up;
  }
}
