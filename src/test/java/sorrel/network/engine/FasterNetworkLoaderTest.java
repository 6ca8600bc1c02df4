package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.domain.Speed;

class FasterNetworkLoaderTest {
  private static final ImageShape SHAPE = new ImageShape(4, 4, 1);
  private static final Path FOLDER = Path.of("network");

  private final List<String> chosen = new ArrayList<>();
  private final FakeBackend slow = new FakeBackend("slow", Duration.ofMillis(3), 40);
  private final FakeBackend fast = new FakeBackend("fast", Duration.ZERO, 0);

  @Test
  void the_faster_engine_is_kept_and_the_other_let_go() {
    Network network = loader(slow, fast).load(FOLDER, SHAPE);

    assertThat(network.features(new byte[SHAPE.size()], 1)[0]).containsExactly("fast".hashCode());
    assertThat(chosen).containsExactly("fast");
    assertThat(slow.closed).isEqualTo(1);
    assertThat(fast.closed).isZero();
    assertThat(fast.sizes).contains(1, Speed.BATCH);
    network.close();
    assertThat(fast.closed).isEqualTo(1);
  }

  @Test
  void the_order_of_the_engines_does_not_matter() {
    loader(fast, slow).load(FOLDER, SHAPE);
    assertThat(chosen).containsExactly("fast");
    assertThat(slow.closed).isEqualTo(1);
  }

  @Test
  void what_was_found_is_not_tried_again() {
    NetworkLoader loader = loader(slow, fast);
    loader.load(FOLDER, SHAPE);
    loader.load(FOLDER, SHAPE);
    assertThat(slow.opened).isEqualTo(1);
    assertThat(fast.opened).isEqualTo(2);
    loader.load(Path.of("another"), SHAPE);
    assertThat(slow.opened).isEqualTo(2);
    assertThat(chosen).containsExactly("fast", "fast", "fast");
  }

  @Test
  void sizes_are_met_by_the_engine_that_needs_it_and_stays() {
    loader(slow, fast).load(FOLDER, SHAPE);
    assertThat(slow.sizes).doesNotContain(2);
    loader(slow).load(FOLDER, SHAPE);
    assertThat(slow.sizes).contains(1, 2, 3, 39, 40).doesNotContain(41);
  }

  @Test
  void an_engine_that_cannot_open_it_is_left_out() {
    fast.broken = true;
    loader(fast, slow).load(FOLDER, SHAPE);
    assertThat(chosen).containsExactly("slow");
  }

  @Test
  void a_network_that_does_not_run_is_refused_and_let_go() {
    fast.failing = true;
    assertThatThrownBy(() -> loader(fast).load(FOLDER, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not run");
    assertThat(fast.closed).isEqualTo(1);
    fast.failing = false;
    fast.broken = true;
    assertThatThrownBy(() -> loader(fast).load(FOLDER, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No exported network");
  }

  private NetworkLoader loader(Backend... backends) {
    return new FasterNetworkLoader(List.of(backends), Duration.ofMillis(20), chosen::add);
  }

  /** Networks whose only feature tells which engine they are of, and that take their time. */
  private static final class FakeBackend implements Backend {
    private final String name;
    private final Duration time;
    private final int sizesToMeet;
    private final List<Integer> sizes = new ArrayList<>();
    private int opened;
    private int closed;
    private boolean broken;
    private boolean failing;

    FakeBackend(String name, Duration time, int sizesToMeet) {
      this.name = name;
      this.time = time;
      this.sizesToMeet = sizesToMeet;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean finds(Path folder) {
      return true;
    }

    @Override
    public int sizesToMeet() {
      return sizesToMeet;
    }

    @Override
    public Network open(Path folder, ImageShape input) {
      if (broken) {
        throw new IllegalArgumentException("No exported network in " + folder);
      }
      opened++;
      return new Network() {
        @Override
        public float[][] features(byte[] images, int count) {
          if (failing) {
            throw new IllegalStateException("The engine could not compute");
          }
          sizes.add(count);
          long end = System.nanoTime() + time.toNanos();
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          return new float[][] {{name.hashCode()}};
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }
}
