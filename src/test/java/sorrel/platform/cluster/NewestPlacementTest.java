package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.ShardRegion.ClusterShardingStats;
import akka.cluster.sharding.typed.ClusterShardingQuery;
import akka.cluster.sharding.typed.GetClusterShardingStats;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;
import sorrel.platform.serialization.CborMessage;

/** Nodes of two builds in one cluster. */
final class NewestPlacementTest {
  private static final EntityTypeKey<Where> KEY = EntityTypeKey.create(Where.class, "Thing");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final int THINGS = 30;

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  record Where(ActorRef<Here> replyTo) implements CborMessage {}

  record Here(String version, String node) implements CborMessage {}

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  @Test
  void while_two_builds_run_things_are_placed_on_the_newest() {
    ActorSystem<Void> old = node("1.4.0");
    node("1.10.0");
    node("1.10.0");
    awaitRegions(3);

    assertThat(versions(old)).containsOnly("1.10.0");
  }

  @Test
  void where_all_are_of_one_build_each_has_some() {
    ActorSystem<Void> first = node("1.4.0");
    node("1.4.0");
    awaitRegions(2);
    Set<String> nodes = new HashSet<>();
    for (int i = 0; i < THINGS; i++) {
      nodes.add(here(first, i).node());
    }
    assertThat(nodes).hasSize(2);
  }

  private static Set<String> versions(ActorSystem<Void> from) {
    Set<String> versions = new HashSet<>();
    for (int i = 0; i < THINGS; i++) {
      versions.add(here(from, i).version());
    }
    return versions;
  }

  private static Here here(ActorSystem<Void> from, int thing) {
    return ClusterSharding.get(from)
        .entityRefFor(KEY, "thing-" + thing)
        .<Here>ask(Where::new, PATIENCE)
        .toCompletableFuture()
        .join();
  }

  private ActorSystem<Void> node(String version) {
    Settings settings = Settings.of(Map.of("cluster.version", version));
    DatabaseAddress none = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "", "");
    Config config =
        ConfigFactory.parseMap(
                Map.of("akka.persistence.journal.plugin", "akka.persistence.journal.inmem"))
            .withFallback(AkkaConfig.of(settings, none, false));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "sorrel", config);
    systems.add(system);
    ClusterSharding.get(system)
        .init(
            Entity.of(KEY, _ -> Behaviors.receiveMessage(where -> answer(where, version, system)))
                .withAllocationStrategy(new NewestPlacement(3)));
    Cluster.get(system)
        .manager()
        .tell(Join.create(Cluster.get(systems.getFirst()).selfMember().address()));
    return system;
  }

  private static Behavior<Where> answer(Where where, String version, ActorSystem<Void> system) {
    where.replyTo().tell(new Here(version, system.address().toString()));
    return Behaviors.same();
  }

  /** A node counts once it has told whoever places things that it takes some. */
  private void awaitRegions(int count) {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (regions() < count) {
      assertThat(System.nanoTime()).as("all take things in time").isLessThan(latest);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private int regions() {
    ActorSystem<Void> asked = systems.getFirst();
    try {
      return AskPattern.<ClusterShardingQuery, ClusterShardingStats>ask(
              ClusterSharding.get(asked).shardState(),
              replyTo -> new GetClusterShardingStats(KEY, SOON, replyTo),
              SOON,
              asked.scheduler())
          .toCompletableFuture()
          .join()
          .getRegions()
          .size();
    } catch (CompletionException notYet) {
      return 0;
    }
  }
}
