package sorrel.platform.cluster;

import akka.actor.ActorSystem;
import akka.actor.CoordinatedShutdown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Whether the process has not been told to stop. It answers for a while longer, but nobody should
 * send it anything new. Akka's management makes it by its name in {@code akka.conf}.
 */
public final class Staying implements Supplier<CompletionStage<Boolean>> {
  private final CoordinatedShutdown shutdown;

  public Staying(ActorSystem system) {
    shutdown = CoordinatedShutdown.get(system);
  }

  /** True until its end has begun. */
  public boolean holds() {
    return shutdown.getShutdownReason().isEmpty();
  }

  @Override
  public CompletionStage<Boolean> get() {
    return CompletableFuture.completedStage(holds());
  }
}
