package sorrel.inference;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.actor.ServerMessage;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;

/** Takes a model's input to the server that has the model in memory. */
public final class Classifier {
  /** Longer than a full queue takes to be worked off. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterSharding sharding;

  public Classifier(ActorSystem<?> system) {
    sharding = ClusterSharding.get(system);
  }

  /**
   * Classifies one picture; never blocks.
   *
   * @param pixels the model's input, uint8 {@code [height, width, channel]}
   */
  public CompletionStage<Answer> classify(ModelId model, byte[] pixels) {
    return sharding
        .entityRefFor(ModelServer.KEY, model.toString())
        .ask(replyTo -> new ServerMessage.Classify(pixels, replyTo), PATIENCE);
  }

  /** Makes a model's server use a version; may be repeated. */
  public void use(ModelId model, Optional<Version> version) {
    sharding.entityRefFor(ModelServer.KEY, model.toString()).tell(new ServerMessage.Use(version));
  }
}
