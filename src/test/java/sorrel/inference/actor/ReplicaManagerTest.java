package sorrel.inference.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.inference.actor.ReplicaManager.Message;
import sorrel.kernel.ModelId;

final class ReplicaManagerTest {
  private static final ServerObserver.Went FULL =
      new ServerObserver.Went(1, Duration.ofMillis(500), 1_000);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final ModelId model = ModelId.next();
  private final TestProbe<Route> routes = kit.createTestProbe();
  private final TestProbe<ReplicaHost.Message> host = kit.createTestProbe();
  private final TestProbe<ServerMessage> replica = kit.createTestProbe();
  private final ActorRef<Message> manager =
      kit.spawn(ReplicaManager.create(routes.ref()::tell, _ -> true, 1_000));

  @Test
  void a_hot_model_gets_a_server_elsewhere_and_all_hear_of_it_once_it_is_ready() {
    heated();
    routes.expectNoMessage(Duration.ZERO);
    manager.tell(new Message.Hosted(model, host.ref(), replica.ref()));

    routes.expectMessage(new Route(model, List.of(replica.ref())));
  }

  @Test
  void without_another_node_nothing_happens() {
    manager.tell(new Message.Went(model, FULL));
    manager.tell(new Message.Hosted(model, host.ref(), replica.ref()));

    host.expectMessage(new ReplicaHost.Message.Drop(model));
  }

  @Test
  void a_version_that_comes_into_use_comes_to_the_replica_too() {
    ready();
    manager.tell(new Message.Wanted(model, Optional.empty()));

    replica.expectMessage(new ServerMessage.Use(Optional.empty()));
  }

  @Test
  void what_is_wanted_is_said_again_for_those_who_missed_it() {
    ready();
    time.timePasses(RENEWAL);

    host.expectMessageClass(ReplicaHost.Message.Host.class);
    routes.expectMessage(new Route(model, List.of(replica.ref())));
  }

  @Test
  void a_model_that_nobody_asks_any_more_gives_its_server_back_after_all_have_heard() {
    ready();
    time.timePasses(Duration.ofMinutes(1));
    Route last = routes.receiveMessage();
    while (!last.replicas().isEmpty()) {
      last = routes.receiveMessage();
    }
    time.timePasses(Duration.ofSeconds(3));
    ReplicaHost.Message heard = host.receiveMessage();
    while (heard instanceof ReplicaHost.Message.Host) {
      heard = host.receiveMessage();
    }
    assertThat(heard).isEqualTo(new ReplicaHost.Message.Drop(model));
  }

  @Test
  void a_node_that_asks_often_gets_a_server_of_its_own_while_it_says_so() {
    near();
    manager.tell(new Message.Hosted(model, host.ref(), replica.ref()));
    routes.expectMessage(new Route(model, List.of(replica.ref())));
    for (int renewal = 0; renewal < 5; renewal++) {
      manager.tell(new Message.Near(model, host.ref()));
      time.timePasses(RENEWAL);
      routes.expectMessage(new Route(model, List.of(replica.ref())));
    }
    time.timePasses(RENEWAL.multipliedBy(3));

    Route last = routes.receiveMessage();
    while (!last.replicas().isEmpty()) {
      last = routes.receiveMessage();
    }
  }

  @Test
  void a_node_that_nobody_knows_gets_none() {
    TestProbe<ReplicaHost.Message> stranger = kit.createTestProbe();
    near();
    manager.tell(new Message.Near(model, stranger.ref()));
    manager.tell(new Message.Hosted(model, stranger.ref(), replica.ref()));

    stranger.expectMessage(new ReplicaHost.Message.Drop(model));
  }

  @Test
  void a_replica_whose_node_is_lost_is_forgotten() {
    ready();
    manager.tell(new Message.Hosts(Set.of()));

    routes.expectMessage(new Route(model, List.of()));
  }

  @Test
  void a_replica_that_left_is_forgotten_and_one_that_nobody_ordered_is_sent_away() {
    ready();
    manager.tell(new Message.Left(model, host.ref()));
    routes.expectMessage(new Route(model, List.of()));
    manager.tell(new Message.Hosted(model, host.ref(), replica.ref()));

    host.expectMessage(new ReplicaHost.Message.Drop(model));
  }

  @Test
  void when_the_first_server_goes_to_another_node_the_replicas_go() {
    ready();
    manager.tell(new Message.Gone(model));

    routes.expectMessage(new Route(model, List.of()));
  }

  private void near() {
    kit.system().receptionist().tell(Receptionist.register(ReplicaHost.KEY, host.ref()));
    host.awaitAssert(
        PATIENCE,
        () -> {
          manager.tell(new Message.Near(model, host.ref()));
          return host.expectMessage(
              Duration.ofMillis(20), new ReplicaHost.Message.Host(model, manager));
        });
  }

  /** As soon as the manager has heard of the host. */
  private void heated() {
    kit.system().receptionist().tell(Receptionist.register(ReplicaHost.KEY, host.ref()));
    host.awaitAssert(
        PATIENCE,
        () -> {
          manager.tell(new Message.Went(model, FULL));
          return host.expectMessage(
              Duration.ofMillis(20), new ReplicaHost.Message.Host(model, manager));
        });
  }

  private void ready() {
    heated();
    manager.tell(new Message.Hosted(model, host.ref(), replica.ref()));
    routes.expectMessage(new Route(model, List.of(replica.ref())));
  }
}
