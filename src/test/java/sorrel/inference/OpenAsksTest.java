package sorrel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;

final class OpenAsksTest {
  private static final Answer ANSWER = new Answer.Probabilities(1, new float[] {1}, 1);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit =
      ActorTestKit.create(
          "OpenAsksTest",
          AkkaConfig.of(
              Settings.of(Map.of()),
              new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "", ""),
              false));

  private final OpenAsks asks = new OpenAsks(kit.system());

  @Test
  void what_is_lost_while_nodes_come_and_go_is_asked_again() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<Answer> answer =
        asks.ask(
                () ->
                    asked.incrementAndGet() == 1
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedStage(ANSWER))
            .toCompletableFuture();
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));

    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(ANSWER);
    assertThat(asked).hasValue(2);
  }

  @Test
  void a_second_question_that_finds_a_full_queue_leaves_the_first_one_open() throws Exception {
    CompletableFuture<Answer> first = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<Answer> answer =
        asks.ask(
                () -> {
                  if (asked.incrementAndGet() == 1) {
                    return first;
                  }
                  first.completeOnTimeout(ANSWER, 1, TimeUnit.SECONDS);
                  return CompletableFuture.completedStage(new Answer.Busy());
                })
            .toCompletableFuture();
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));

    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(ANSWER);
    assertThat(asked.get()).isGreaterThanOrEqualTo(2);
  }
}
