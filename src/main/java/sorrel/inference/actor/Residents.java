package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import sorrel.inference.domain.Demand;
import sorrel.inference.domain.ResidentSet;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;

/**
 * Keeps the models that a node has in memory within its budget. One a node; others find it by
 * {@link #KEY}, and may only ask it what there is.
 */
public final class Residents {
  public static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "residents");

  /** Models that one answer tells of; it stays far below what a message between nodes may have. */
  private static final int TOLD_MAX = 1_000;

  private Residents() {}

  /** A server of a model; a model may have several. */
  public record Server(ModelId model, ActorRef<ServerMessage> ref) {}

  /** What it hears from the servers of its node, and from those who want to know. */
  public sealed interface Message {
    /** Has a version in memory. */
    record Arrived(Server server, long bytes, boolean pinned) implements Message {}

    /** Is gone. */
    record Gone(Server server) implements Message {}

    /** Which models are in memory? */
    record Describe(ActorRef<View> replyTo) implements Message, CborMessage {}
  }

  /**
   * What is in memory.
   *
   * @param bytes that they hold together, about
   * @param bytesMax that they may hold
   * @param count how many there are
   * @param models the largest of them, largest first
   */
  public record View(long bytes, long bytesMax, int count, List<Resident> models)
      implements CborMessage {}

  /**
   * A model in memory.
   *
   * @param pinned whether it stays, by the word of an administrator
   */
  public record Resident(ModelId model, long bytes, boolean pinned) {}

  /**
   * The behavior.
   *
   * @param budget bytes that loaded versions may hold
   * @param demand how much each model is asked for on this node
   * @param bytes hears how many they hold
   * @param count hears how many they are
   */
  public static Behavior<Message> create(
      long budget, Demand<ModelId> demand, LongConsumer bytes, LongConsumer count) {
    return Behaviors.setup(
        context -> {
          context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
          ResidentSet<Server> residents =
              new ResidentSet<>(budget, server -> demand.of(server.model(), System.nanoTime()));
          return Behaviors.receiveMessage(
              message -> {
                switch (message) {
                  case Message.Arrived arrived ->
                      residents
                          .arrived(arrived.server(), arrived.bytes(), arrived.pinned())
                          .forEach(server -> server.ref().tell(ServerMessage.Leave.INSTANCE));
                  case Message.Gone gone -> residents.left(gone.server());
                  case Message.Describe describe ->
                      describe.replyTo().tell(view(residents, budget));
                }
                bytes.accept(residents.bytes());
                count.accept(residents.count());
                return Behaviors.same();
              });
        });
  }

  private static View view(ResidentSet<Server> residents, long budget) {
    return new View(
        residents.bytes(),
        budget,
        residents.count(),
        residents
            .map((server, bytes, pinned) -> new Resident(server.model(), bytes, pinned))
            .stream()
            .sorted(Comparator.comparingLong(Resident::bytes).reversed())
            .limit(TOLD_MAX)
            .toList());
  }
}
