package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class DeathWitnessTest {
  @Test
  void a_port_at_which_somebody_listens_does_not_refuse_and_one_that_was_left_does()
      throws IOException {
    InetSocketAddress address;
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
      assertThat(DeathWitness.refuses(address)).isFalse();
    }
    assertThat(DeathWitness.refuses(address)).isTrue();
  }

  @Test
  void a_name_that_nobody_knows_says_nothing() {
    assertThat(DeathWitness.refuses(InetSocketAddress.createUnresolved("nowhere.invalid", 1)))
        .isFalse();
  }

  @Test
  void only_those_who_are_most_of_all_may_believe_it() {
    assertThat(DeathWitness.isMost(3, 1)).isTrue();
    assertThat(DeathWitness.isMost(3, 2)).isFalse();
    assertThat(DeathWitness.isMost(2, 1)).isFalse();
    assertThat(DeathWitness.isMost(4, 2)).isFalse();
    assertThat(DeathWitness.isMost(5, 2)).isTrue();
  }
}
