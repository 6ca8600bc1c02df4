package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WatchedTest {
  private static final Caller ANNA = new Caller(TestServer.ANNA, false);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create();

  private record Seen(int count) {}

  @Test
  void it_is_told_at_once_and_whenever_it_differs() throws Exception {
    Queue<CompletableFuture<Seen>> looks =
        new ArrayDeque<>(
            List.of(
                CompletableFuture.completedFuture(new Seen(1)),
                CompletableFuture.completedFuture(new Seen(1)),
                CompletableFuture.failedFuture(new IllegalStateException("no answer")),
                CompletableFuture.completedFuture(new Seen(1)),
                CompletableFuture.completedFuture(new Seen(2)),
                CompletableFuture.completedFuture(new Seen(1))));
    Watched watched = new Watched("things", Access.ACCOUNT, _ -> looks.remove());

    List<ServerEvent> told =
        watched
            .changes(ANNA, Duration.ofMillis(1))
            .take(3)
            .runWith(Sink.seq(), kit.system())
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);

    assertThat(told)
        .containsExactly(
            ServerEvent.of("things", new Seen(1)),
            ServerEvent.of("things", new Seen(2)),
            ServerEvent.of("things", new Seen(1)));
  }
}
