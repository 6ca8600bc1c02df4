package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;

final class ModelRoundsTest {
  private static final Duration EVERY = Duration.ofSeconds(30);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              akka.actor.provider = cluster
              akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              akka.loglevel = ERROR
              """));

  @Test
  void models_are_told_at_the_start() {
    TestProbe<ModelId> woken = kit.createTestProbe();
    ModelId one = ModelId.next();
    ModelId other = ModelId.next();
    Set<ModelId> unsettled = Set.of(one, other);
    kit.spawn(
        ModelRounds.create(
            EVERY, () -> CompletableFuture.completedFuture(unsettled), woken.ref()::tell));

    assertThat(List.of(woken.receiveMessage(), woken.receiveMessage()))
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void a_database_that_is_away_for_a_moment_does_not_end_it() {
    TestProbe<Integer> asked = kit.createTestProbe();
    AtomicInteger times = new AtomicInteger();
    var waker =
        kit.spawn(
            ModelRounds.create(
                EVERY,
                () -> {
                  asked.ref().tell(times.incrementAndGet());
                  return CompletableFuture.failedFuture(new IllegalStateException("away"));
                },
                _ -> {}));
    asked.expectMessage(1);
    TestProbe<Object> probe = kit.createTestProbe();
    probe.expectNoMessage(Duration.ofMillis(100));
    kit.stop(waker);
    probe.expectTerminated(waker);
  }
}
