package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;

/**
 * Where else a hot model is answered, beside the server that its id leads to. Told to all nodes
 * when it changes, and again while it holds.
 *
 * @param replicas that have the model in memory; none once it is cool
 */
public record Route(ModelId model, List<ActorRef<ServerMessage>> replicas) implements CborMessage {
  /** One that was not told again for so long does not hold any more. */
  public static final Duration HOLDS_FOR = Duration.ofSeconds(15);

  public Route {
    replicas = List.copyOf(replicas);
  }
}
