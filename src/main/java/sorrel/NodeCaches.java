package sorrel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ModelId;
import sorrel.network.Networks;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.DatasetCache;

/**
 * What each node keeps of models in files of its own: networks that it loaded, pictures that it
 * decoded. When a model is erased, it goes from all nodes; from one that was down, when it starts.
 */
final class NodeCaches {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCaches.class);

  private final Networks networks;
  private final DatasetCache datasets;
  private final Executor blocking;
  private final ActorRef<Topic.Command<Erased>> topic;

  /** A model is no more. */
  record Erased(ModelId model) implements CborMessage {}

  /**
   * Those of this node; it hears of erased models from now on.
   *
   * @param blocking threads that may block
   */
  NodeCaches(ActorSystem<?> system, Networks networks, DatasetCache datasets, Executor blocking) {
    this.networks = networks;
    this.datasets = datasets;
    this.blocking = blocking;
    topic =
        system.systemActorOf(
            Topic.create(Erased.class, "erased-models"), "erased-models", Props.empty());
    ActorRef<Erased> listener =
        system.systemActorOf(
            Behaviors.<Erased>receiveMessage(
                erased -> {
                  blocking.execute(() -> eraseHere(erased.model()));
                  return Behaviors.same();
                }),
            "erased-models-listener",
            Props.empty());
    topic.tell(Topic.subscribe(listener));
  }

  /** Removes what all nodes keep of a model; here at once, blocking. */
  void erase(ModelId model) {
    topic.tell(Topic.publish(new Erased(model)));
    eraseHere(model);
  }

  private void eraseHere(ModelId model) {
    networks.erase(model);
    datasets.erase(model);
  }

  /**
   * Begins to remove what is left here of models that were erased while this node was down.
   *
   * @param living which of some models there still are; blocking
   */
  void sweep(Function<Set<ModelId>, Set<ModelId>> living) {
    blocking.execute(
        () -> {
          try {
            Set<ModelId> kept = new HashSet<>(networks.models());
            kept.addAll(datasets.models());
            kept.removeAll(living.apply(kept));
            kept.forEach(this::eraseHere);
          } catch (RuntimeException failure) {
            LOG.warn("what is left of erased models is looked for at the next start", failure);
          }
        });
  }
}
