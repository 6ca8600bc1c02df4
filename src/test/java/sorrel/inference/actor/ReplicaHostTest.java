package sorrel.inference.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;

final class ReplicaHostTest {
  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final ModelId model = ModelId.next();
  private final TestProbe<ReplicaManager.Message> manager = kit.createTestProbe();
  private final TestProbe<ServerMessage> heard = kit.createTestProbe();
  private final BlockingQueue<Runnable> loaded = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private final ActorRef<ReplicaHost.Message> host =
      kit.spawn(ReplicaHost.create(now::get, this::server));

  /** A server that does nothing but leave when it is told. */
  private Behavior<ServerMessage> server(ModelId ofModel, Runnable ready) {
    loaded.add(ready);
    return Behaviors.receiveMessage(
        message -> {
          heard.ref().tell(message);
          return message == ServerMessage.Leave.INSTANCE ? Behaviors.stopped() : Behaviors.same();
        });
  }

  @Test
  void a_server_is_announced_once_it_has_the_model_and_at_each_renewal() throws Exception {
    host.tell(new ReplicaHost.Message.Host(model, manager.ref()));
    Runnable ready = loaded.take();
    manager.expectNoMessage(Duration.ZERO);
    ready.run();
    manager.expectMessageClass(ReplicaManager.Message.Hosted.class);
    host.tell(new ReplicaHost.Message.Host(model, manager.ref()));

    manager.expectMessageClass(ReplicaManager.Message.Hosted.class);
  }

  @Test
  void one_that_is_dropped_leaves_and_whoever_wanted_it_hears() throws Exception {
    host.tell(new ReplicaHost.Message.Host(model, manager.ref()));
    loaded.take();
    host.tell(new ReplicaHost.Message.Drop(model));

    heard.expectMessage(ServerMessage.Leave.INSTANCE);
    manager.expectMessage(new ReplicaManager.Message.Left(model, host));
  }

  @Test
  void one_that_nobody_wants_any_more_leaves() throws Exception {
    host.tell(new ReplicaHost.Message.Host(model, manager.ref()));
    loaded.take().run();
    manager.expectMessageClass(ReplicaManager.Message.Hosted.class);
    now.set(BEGIN.plus(ReplicaHost.WANTED_FOR).plusSeconds(1));
    time.timePasses(Duration.ofSeconds(5));

    heard.expectMessage(ServerMessage.Leave.INSTANCE);
  }
}
