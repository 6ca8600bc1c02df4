package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;

final class SharedNetworkLoaderTest {
  private static final ImageShape INPUT = new ImageShape(2, 2, 1);

  private final List<Path> loaded = new ArrayList<>();
  private final List<Path> closed = new ArrayList<>();
  private final SharedNetworkLoader shared = new SharedNetworkLoader((folder, input) -> of(folder));

  @Test
  void two_who_use_a_network_at_the_same_time_share_it() {
    Network one = load("a");
    Network other = load("a");

    one.close();

    assertThat(loaded).containsExactly(Path.of("a"));
    assertThat(other.features(new byte[4], 1)).isEqualTo(new float[][] {{1}});
    assertThatThrownBy(() -> one.features(new byte[4], 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_network_given_back_last_stays_and_the_one_before_it_goes() {
    load("a").close();
    load("a").close();
    assertThat(loaded).containsExactly(Path.of("a"));
    assertThat(closed).isEmpty();

    load("b").close();
    assertThat(closed).containsExactly(Path.of("a"));
    load("a").close();
    assertThat(loaded).containsExactly(Path.of("a"), Path.of("b"), Path.of("a"));
    assertThat(closed).containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void what_is_still_used_is_not_closed_and_closing_twice_is_closing_once() {
    Network used = load("a");
    Network twice = load("a");
    twice.close();
    twice.close();
    load("b").close();
    load("c").close();

    assertThat(closed).containsExactly(Path.of("b"));
    assertThat(used.features(new byte[4], 1)).isEqualTo(new float[][] {{1}});
  }

  @Test
  void one_that_cannot_be_loaded_can_be_tried_again() {
    assertThatThrownBy(() -> load("broken")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> load("broken")).isInstanceOf(IllegalArgumentException.class);
    assertThat(loaded).containsExactly(Path.of("broken"), Path.of("broken"));
  }

  @Test
  void whoever_asks_while_it_is_being_loaded_waits_for_it() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Network> result = new CompletableFuture<>();
    SharedNetworkLoader slow =
        new SharedNetworkLoader(
            (folder, input) -> {
              begun.countDown();
              return result.join();
            });
    CompletableFuture<Network> one =
        CompletableFuture.supplyAsync(() -> slow.load(Path.of("a"), INPUT));
    begun.await();
    CompletableFuture<Network> other =
        CompletableFuture.supplyAsync(() -> slow.load(Path.of("a"), INPUT));

    result.complete(of(Path.of("a")));

    assertThat(one.get(5, TimeUnit.SECONDS).features(new byte[4], 1)).hasDimensions(1, 1);
    assertThat(other.get(5, TimeUnit.SECONDS).features(new byte[4], 1)).hasDimensions(1, 1);
    assertThat(loaded).hasSize(1);
  }

  private Network load(String folder) {
    return shared.load(Path.of(folder), INPUT);
  }

  private Network of(Path folder) {
    loaded.add(folder);
    if (folder.toString().equals("broken")) {
      throw new IllegalArgumentException("No exported network in " + folder);
    }
    return new Network() {
      @Override
      public float[][] features(byte[] images, int count) {
        return new float[][] {{1}};
      }

      @Override
      public void close() {
        closed.add(folder);
      }
    };
  }
}
