package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.util.Utils;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import sorrel.training.engine.NativeLibrary;

class OfflineTest {
  /** Java asks a proxy selector before it opens a connection. */
  private static final class Listening extends ProxySelector {
    private final Queue<URI> asked = new ConcurrentLinkedQueue<>();

    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  @Test
  void no_engine_opens_a_connection() {
    NativeLibrary.load();
    Offline.stay();
    ProxySelector before = ProxySelector.getDefault();
    Listening listening = new Listening();
    ProxySelector.setDefault(listening);
    try {
      for (String engine : List.of("OnnxRuntime", "TensorFlow")) {
        Model.newInstance("any", engine).close();
      }
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(listening.asked).isEmpty();
    // DJL reports once a day at most: in this process it may have been another test's turn.
    assertThat(Utils.isOfflineMode()).isTrue();
  }
}
