package sorrel.inference;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import sorrel.inference.actor.ReplicaHost;
import sorrel.inference.actor.ServerMessage;
import sorrel.kernel.ModelId;

/**
 * Has a node answer by itself what it is asked often, where there is room in its memory: an answer
 * from another node costs both of them about as much as answering. So any balancer will do, and
 * nodes that are added take their whole share.
 */
final class NearCopies implements Runnable {
  /** How often it is looked at what was asked. */
  static final Duration EVERY = Duration.ofSeconds(5);

  /** Two a second: what loading a network costs is saved within minutes. */
  private static final long OFTEN = 2 * EVERY.toSeconds();

  private final Classifier classifier;
  private final ActorRef<ReplicaHost.Message> host;
  private final BooleanSupplier room;
  private final Set<ModelId> wished = ConcurrentHashMap.newKeySet();

  /**
   * Of one node.
   *
   * @param host runs its servers of models whose first server is elsewhere
   * @param room whether another model fits into memory without one leaving for it
   */
  NearCopies(Classifier classifier, ActorRef<ReplicaHost.Message> host, BooleanSupplier room) {
    this.classifier = classifier;
    this.host = host;
    this.room = room;
  }

  /** Looks once. */
  @Override
  public void run() {
    Set<ModelId> often = classifier.asked().take(OFTEN).keySet();
    wished.retainAll(often);
    for (ModelId model : often) {
      if (!classifier.answersFirst(model) && (wished.contains(model) || room.getAsBoolean())) {
        wished.add(model);
        classifier.tell(model, new ServerMessage.Near(host));
      }
    }
  }
}
