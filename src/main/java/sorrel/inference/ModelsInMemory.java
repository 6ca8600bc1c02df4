package sorrel.inference;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.inference.actor.Residents;

/** Which models lie in the memory of which node, as the nodes say when they are asked. */
public final class ModelsInMemory {
  /** A node that does not say so by then is left out. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;

  public ModelsInMemory(ActorSystem<?> system) {
    this.system = system;
  }

  /** A node with what it holds. */
  public record Node(String address, Residents.View holds) {}

  /** All nodes that answer classifications and said what they hold, by address. */
  public CompletionStage<List<Node>> all() {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(Residents.KEY, replyTo),
            PATIENCE,
            system.scheduler())
        .thenCompose(
            listing ->
                joined(
                    listing.getServiceInstances(Residents.KEY).stream().map(this::ask).toList()));
  }

  private CompletableFuture<Optional<Node>> ask(ActorRef<Residents.Message> residents) {
    return AskPattern.<Residents.Message, Residents.View>ask(
            residents, Residents.Message.Describe::new, PATIENCE, system.scheduler())
        .thenApply(view -> Optional.of(new Node(address(residents), view)))
        .exceptionally(_ -> Optional.empty())
        .toCompletableFuture();
  }

  private String address(ActorRef<?> ref) {
    Address address = ref.path().address();
    return (address.hasGlobalScope() ? address : system.address()).hostPort();
  }

  private static CompletionStage<List<Node>> joined(List<CompletableFuture<Optional<Node>>> nodes) {
    return CompletableFuture.allOf(nodes.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            _ ->
                nodes.stream()
                    .flatMap(each -> each.join().stream())
                    .sorted(Comparator.comparing(Node::address))
                    .toList());
  }
}
