package sorrel.model;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import sorrel.kernel.Decision;
import sorrel.kernel.ModelId;
import sorrel.model.actor.ModelEntity;
import sorrel.model.actor.ModelMessage;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelEvent;
import sorrel.model.domain.ModelRejection;

/** Models by their own rules, in memory; their answers can be lost on the way. */
public final class TestModels implements AutoCloseable {
  private static final Duration SAY_AGAIN = Duration.ofMillis(500);

  private final ActorTestKit kit = ActorTestKit.create();
  private final Map<ModelId, ActorRef<ModelMessage>> entities = new ConcurrentHashMap<>();
  private final BiConsumer<ModelId, Model> changed;
  private volatile boolean answering = true;

  /**
   * @param changed is told of a model before its answer goes out
   */
  public TestModels(BiConsumer<ModelId, Model> changed) {
    this.changed = changed;
  }

  public Models models() {
    return new Models(
        id ->
            TestEntityRef.of(
                ModelEntity.KEY,
                id.toString(),
                entities.computeIfAbsent(id, each -> kit.spawn(entity(each, Model.unknown())))),
        SAY_AGAIN);
  }

  public void answering(boolean answers) {
    answering = answers;
  }

  private Behavior<ModelMessage> entity(ModelId id, Model model) {
    return Behaviors.receiveMessage(
        message ->
            switch (message) {
              case ModelMessage.Ask(ModelCommand command, ActorRef<Answer> replyTo) ->
                  switch (model.decide(command)) {
                    case Decision.Accepted<ModelEvent, ModelRejection>(List<ModelEvent> events) ->
                        entity(id, answer(id, after(model, events), replyTo));
                    case Decision.Rejected<ModelEvent, ModelRejection>(ModelRejection reason) -> {
                      replyTo.tell(new Answer.Refused(reason));
                      yield Behaviors.same();
                    }
                  };
              case ModelMessage.Look look -> {
                look.replyTo().tell(new Answer.Now(model));
                yield Behaviors.same();
              }
              case ModelMessage.Tell _, ModelMessage.Wake _, ModelMessage.Renew _ ->
                  Behaviors.unhandled();
            });
  }

  private static Model after(Model model, List<ModelEvent> events) {
    Model state = model;
    for (ModelEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  private Model answer(ModelId id, Model state, ActorRef<Answer> replyTo) {
    changed.accept(id, state);
    if (answering) {
      replyTo.tell(new Answer.Now(state));
    }
    return state;
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
