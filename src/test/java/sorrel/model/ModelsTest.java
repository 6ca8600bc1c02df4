package sorrel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelMessage;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Samples;

/** What is asked of a model whose messages may be lost. */
final class ModelsTest {
  private static final Duration SAY_AGAIN = Duration.ofMillis(200);
  private static final int TRIES = 6;

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<ModelMessage> entity = kit.createTestProbe();
  private final Models models =
      new Models(id -> TestEntityRef.of(ModelEntity.KEY, id.toString(), entity.ref()), SAY_AGAIN);

  @Test
  void a_command_that_was_lost_is_said_again() throws Exception {
    ModelCommand command = Samples.create();
    CompletableFuture<Answer> answer = models.ask(Samples.MODEL, command).toCompletableFuture();

    entity.expectMessageClass(ModelMessage.Ask.class);
    time.timePasses(SAY_AGAIN);
    ModelMessage.Ask again = entity.expectMessageClass(ModelMessage.Ask.class);
    assertThat(again.command()).isEqualTo(command);
    again.replyTo().tell(new Answer.Now(Model.unknown()));

    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(new Answer.Now(Model.unknown()));
  }

  @Test
  void a_question_that_was_lost_is_asked_again() throws Exception {
    CompletableFuture<Model> answer = models.look(Samples.MODEL).toCompletableFuture();

    entity.expectMessageClass(ModelMessage.Look.class);
    time.timePasses(SAY_AGAIN);
    ModelMessage.Look again = entity.expectMessageClass(ModelMessage.Look.class);
    again.replyTo().tell(new Answer.Now(Model.unknown()));

    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Model.unknown());
  }

  @Test
  void what_was_answered_is_not_said_again() throws Exception {
    CompletableFuture<Answer> answer =
        models.ask(Samples.MODEL, Samples.create()).toCompletableFuture();
    entity
        .expectMessageClass(ModelMessage.Ask.class)
        .replyTo()
        .tell(new Answer.Now(Model.unknown()));
    answer.get(5, TimeUnit.SECONDS);

    time.timePasses(SAY_AGAIN.multipliedBy(2));
    entity.expectNoMessage();
  }

  @Test
  void a_model_that_stays_silent_is_given_up() {
    CompletableFuture<Answer> answer =
        models.ask(Samples.MODEL, Samples.create()).toCompletableFuture();

    for (int i = 0; i < TRIES; i++) {
      entity.expectMessageClass(ModelMessage.Ask.class);
      time.timePasses(SAY_AGAIN);
    }
    assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    time.timePasses(SAY_AGAIN);
    entity.expectNoMessage();
  }
}
