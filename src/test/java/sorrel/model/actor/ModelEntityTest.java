package sorrel.model.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.MODEL;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelEvent;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.Samples;
import sorrel.model.domain.UnknownModel;
import sorrel.platform.config.AkkaConfig;

/** With the production serialization of messages, events and states. */
final class ModelEntityTest {
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit =
      ActorTestKit.create(
          ManualTime.config()
              .withFallback(EventSourcedBehaviorTestKit.config())
              .withFallback(AkkaConfig.serialization()));

  private final ManualTime time = ManualTime.get(kit.system());

  /** A state that the observer or the duties were given; the duties know no revision. */
  private record Seen(long revision, Model state) {}

  private final List<Seen> observed = Collections.synchronizedList(new ArrayList<>());
  private final List<Model> duties = Collections.synchronizedList(new ArrayList<>());
  private final TestProbe<ModelMessage> wakes = kit.createTestProbe();
  private final EventSourcedBehaviorTestKit<ModelMessage, ModelEvent, Model> entity = entity();

  @Test
  void a_command_is_journaled_and_answered_with_the_state_after_it() {
    CommandResultWithReply<ModelMessage, ModelEvent, Model, Answer> made = ask(Samples.create());

    assertThat(made.events()).hasSize(1).first().isInstanceOf(ModelEvent.Created.class);
    assertThat(made.reply()).isEqualTo(new Answer.Now(made.state()));
    assertThat(((LiveModel) made.state()).name()).isEqualTo("Pets");
  }

  @Test
  void a_refused_command_changes_nothing_and_says_why() {
    var refused = ask(new ModelCommand.Delete(Samples.NOW));

    assertThat(refused.hasNoEvents()).isTrue();
    assertThat(refused.reply()).isEqualTo(new Answer.Refused(new ModelRejection.NoSuchModel()));
    assertThat(observed).hasSize(1);
  }

  @Test
  void a_command_sent_again_is_answered_without_an_event() {
    Samples.filled().forEach(this::ask);

    var again = ask(Samples.closeImport());
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(again.reply()).isEqualTo(new Answer.Now(again.state()));
  }

  @Test
  void everything_that_a_model_goes_through_can_be_serialized_and_restarted_from() {
    List<ModelCommand> life =
        Samples.followed(
            Samples.promoted(),
            new ModelCommand.RenameClass(Samples.CATS, "felines", Samples.NOW),
            Samples.startRun(Samples.NEXT_RUN),
            new ModelCommand.CancelRun(Samples.NEXT_RUN, Samples.NOW),
            Samples.removeClass(Samples.DOGS));
    for (ModelCommand command : life) {
      assertThat(ask(command).reply()).as("%s", command).isInstanceOf(Answer.Now.class);
      assertThat(entity.restart().state()).isEqualTo(entity.getState());
    }
  }

  @Test
  void a_told_command_needs_no_answer() {
    Samples.started().forEach(this::ask);

    var told = entity.runCommand(new ModelMessage.Tell(Samples.round(0, 0, 10, 80)));
    assertThat(told.events()).hasSize(1).first().isInstanceOf(ModelEvent.RoundFinished.class);
    assertThat(entity.runCommand(new ModelMessage.Tell(Samples.round(0, 0, 10, 80))).hasNoEvents())
        .isTrue();
    assertThat(entity.runCommand(new ModelMessage.Tell(Samples.create())).hasNoEvents()).isTrue();
  }

  @Test
  void a_model_with_work_that_is_stopped_as_its_shard_moves_is_called_where_it_goes() {
    entity.restart();
    wakes.expectNoMessage();

    Samples.started().forEach(this::ask);
    entity.restart();
    wakes.expectMessageClass(ModelMessage.Wake.class);
  }

  @Test
  void looking_changes_nothing() {
    var looked = entity.<Answer.Now>runCommand(ModelMessage.Look::new);
    assertThat(looked.hasNoEvents()).isTrue();
    assertThat(looked.reply()).isEqualTo(new Answer.Now(new UnknownModel()));
  }

  @Test
  void observer_and_duties_are_called_after_each_change_and_after_recovery() {
    assertThat(entity.getState()).isEqualTo(Model.unknown());
    assertThat(observed).containsExactly(new Seen(0, Model.unknown()));
    ask(Samples.create());
    Model made = entity.getState();
    ask(Samples.openImport());
    Model opened = entity.getState();
    entity.restart();

    // An import that adds two classes has three events.
    assertThat(observed)
        .containsExactly(
            new Seen(0, Model.unknown()),
            new Seen(1, made),
            new Seen(4, opened),
            new Seen(4, opened));
    assertThat(duties).containsExactly(Model.unknown(), made, opened, opened);
  }

  @Test
  void a_model_that_is_woken_sees_to_its_duties() {
    ask(Samples.create());
    duties.clear();
    observed.clear();

    entity.runCommand(new ModelMessage.Wake());
    assertThat(duties).containsExactly(entity.getState());
    assertThat(observed).isEmpty();
  }

  @Test
  void a_model_wakes_itself_while_there_is_work() {
    Samples.filled().forEach(this::ask);
    time.expectNoMessageFor(RENEWAL.multipliedBy(2), wakes);

    ask(Samples.startRun(Samples.RUN));
    time.timePasses(RENEWAL);
    wakes.expectMessage(new ModelMessage.Wake());
  }

  private CommandResultWithReply<ModelMessage, ModelEvent, Model, Answer> ask(
      ModelCommand command) {
    return entity.runCommand(replyTo -> new ModelMessage.Ask(command, replyTo));
  }

  private EventSourcedBehaviorTestKit<ModelMessage, ModelEvent, Model> entity() {
    TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
    var context = new EntityContext<>(ModelEntity.KEY, MODEL.toString(), shard.ref());
    return EventSourcedBehaviorTestKit.<ModelMessage, ModelEvent, Model>create(
        kit.system(),
        ModelEntity.create(
            context,
            (ModelId id, long revision, Model state) -> observed.add(new Seen(revision, state)),
            (id, state) -> duties.add(state),
            (id, message) -> wakes.ref().tell(message)),
        EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));
  }
}
