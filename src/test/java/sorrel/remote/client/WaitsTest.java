package sorrel.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class WaitsTest {
  @Property(tries = 50)
  void waits_grow_up_to_a_quarter_of_a_minute_and_differ(@ForAll Random random) {
    Waits waits = new Waits(random);

    assertThat(waits.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(waits.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    IntStream.range(0, 10).forEach(_ -> waits.next());
    assertThat(waits.next()).isBetween(Duration.ofMillis(7_500), Duration.ofSeconds(15));
    waits.reset();
    assertThat(waits.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
  }
}
