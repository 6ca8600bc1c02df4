package sorrel.model.actor;

import akka.actor.typed.ActorRef;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.platform.serialization.CborMessage;

/** What a model's entity understands, and its answers. */
public sealed interface ModelMessage {
  /** Apply a command; answered after what it led to is on disk. */
  record Ask(ModelCommand command, ActorRef<Answer> replyTo) implements ModelMessage, CborMessage {}

  /** Apply a command whose sender says it again until it sees the effect. */
  record Tell(ModelCommand command) implements ModelMessage, CborMessage {}

  /** Answer with the state. */
  record Look(ActorRef<Answer.Now> replyTo) implements ModelMessage, CborMessage {}

  /** Be awake, and see that what must be under way is under way. */
  record Wake() implements ModelMessage, CborMessage {}

  /** Time to look whether there is work to keep going. */
  enum Renew implements ModelMessage {
    INSTANCE
  }

  /** What became of a command. */
  sealed interface Answer {
    /** It holds; the state after it. */
    record Now(Model model) implements Answer, CborMessage {}

    /** It was refused. */
    record Refused(ModelRejection reason) implements Answer, CborMessage {}
  }
}
