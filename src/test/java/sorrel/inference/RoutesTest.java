package sorrel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.inference.Routes.Target;
import sorrel.inference.actor.ServerMessage;

final class RoutesTest {
  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create();

  private final ActorRef<ServerMessage> here = kit.<ServerMessage>createTestProbe().ref();

  private static Target first(int open) {
    return new Target(Optional.empty(), new AtomicInteger(open));
  }

  private Target here(int open) {
    return new Target(Optional.of(here), new AtomicInteger(open));
  }

  @Test
  void the_server_of_this_node_goes_first() {
    List<Target> targets = List.of(first(0), here(20));

    assertThat(Routes.choose(targets, false)).isSameAs(targets.get(1));
  }

  @Test
  void the_first_server_may_be_that_of_this_node() {
    List<Target> targets = List.of(first(20), first(0));

    assertThat(Routes.choose(targets, true)).isSameAs(targets.getFirst());
  }

  @Test
  void one_that_has_far_more_to_do_than_another_does_not() {
    List<Target> targets = List.of(first(10), here(100));

    assertThat(Routes.choose(targets, false)).isSameAs(targets.getFirst());
  }

  @Test
  void without_one_here_the_less_busy_of_two_is_asked() {
    List<Target> targets = List.of(first(3), first(1));

    assertThat(Routes.choose(targets, false)).isSameAs(targets.get(1));
  }
}
