package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Optional;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.domain.Predictor;
import sorrel.model.domain.Version;
import sorrel.platform.serialization.CborMessage;

/**
 * What a model's server understands, and its answers. Pixels and probabilities are arrays that
 * nobody changes once they are sent: a copy of each would cost more than the rest of the message.
 */
public sealed interface ServerMessage {
  /**
   * Classify one picture.
   *
   * @param pixels the model's input, uint8 {@code [height, width, channel]}
   */
  record Classify(byte[] pixels, ActorRef<Answer> replyTo) implements ServerMessage, CborMessage {}

  /** Use this version from now on; without one, stop answering. May be repeated. */
  record Use(Optional<Version> version) implements ServerMessage, CborMessage {}

  /**
   * Be in memory, and stay there whatever else has to leave; said again and again while it holds.
   */
  record Pin() implements ServerMessage, CborMessage {}

  /**
   * A node asks for this model often and would answer itself; said again while it does.
   *
   * @param host of that node
   */
  record Near(ActorRef<ReplicaHost.Message> host) implements ServerMessage, CborMessage {}

  /** This node needs the memory for others. */
  enum Leave implements ServerMessage {
    INSTANCE
  }

  /** What the model said to the question that a server begins with. */
  record Current(Optional<Version> version) implements ServerMessage {}

  /** The model could not be asked. */
  record CurrentFailed(Throwable reason) implements ServerMessage {}

  /** A version is in memory and warm. */
  record Loaded(Version version, Predictor predictor) implements ServerMessage {}

  /** A version could not be loaded. */
  record LoadFailed(Throwable reason) implements ServerMessage {}

  /** A batch has been answered, rightly or not. */
  record BatchDone(Batch batch, List<Judgement> judgements, Optional<Throwable> failure)
      implements ServerMessage {}

  /** Time to try again what failed to load. */
  enum Reload implements ServerMessage {
    INSTANCE
  }

  /** The sharding wants the memory back. */
  record Rest() implements ServerMessage, CborMessage {}

  /** What became of a request. */
  sealed interface Answer {
    /**
     * What the model thinks.
     *
     * @param version the version that answered
     * @param probabilities of its classes, in their order; sum 1
     * @param familiarity the share of known pictures that look at least as strange, 0 to 1
     */
    record Probabilities(int version, float[] probabilities, float familiarity)
        implements Answer, CborMessage {}

    /** The queue is full; nothing was done. */
    record Busy() implements Answer, CborMessage {}

    /** No version serves. */
    record NothingServes() implements Answer, CborMessage {}

    /** The network could not be loaded or run; trying again may help. */
    record Broken() implements Answer, CborMessage {}
  }
}
