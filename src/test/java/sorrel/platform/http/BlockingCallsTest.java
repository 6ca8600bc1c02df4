package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {
  @Test
  void one_more_than_may_wait_is_refused_and_room_comes_back() throws Exception {
    BlockingCalls calls = new BlockingCalls(1, 1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> running =
        calls.run(() -> go.await(20, TimeUnit.SECONDS)).toCompletableFuture();
    CompletableFuture<Integer> waiting = calls.run(() -> 2).toCompletableFuture();
    assertThatThrownBy(() -> calls.run(() -> 3).toCompletableFuture().get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ProblemException.class)
        .hasMessageContaining("nothing was done");
    go.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(calls.inFlight()).isZero();
    assertThat(calls.run(() -> 4).toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(4);
  }
}
