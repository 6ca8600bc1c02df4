package sorrel.network.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;

/**
 * Loads a network once for all who use it at the same time: what serves a model, and what adds a
 * class to it. The one that was given back last stays in memory for whoever asks next.
 */
public final class SharedNetworkLoader implements NetworkLoader {
  private final NetworkLoader loader;
  private final Map<Key, Shared> shared = new HashMap<>();
  private Optional<Key> idle = Optional.empty();

  private record Key(Path folder, ImageShape input) {}

  /** A network, or one on its way, and how many use it. */
  private static final class Shared {
    private final CompletableFuture<Network> network = new CompletableFuture<>();
    private int users;
  }

  /** Shares what another loader loads. */
  public SharedNetworkLoader(NetworkLoader loader) {
    this.loader = loader;
  }

  @Override
  public Network load(Path folder, ImageShape input) {
    Key key = new Key(folder, input);
    Shared wanted;
    boolean first;
    synchronized (shared) {
      wanted = shared.computeIfAbsent(key, missing -> new Shared());
      first = wanted.users == 0 && !wanted.network.isDone();
      wanted.users++;
      idle = idle.filter(each -> !each.equals(key));
    }
    if (first) {
      begin(key, wanted);
    }
    try {
      return new Lent(key, wanted.network.join());
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException refusal ? refusal : failure;
    }
  }

  private void begin(Key key, Shared wanted) {
    try {
      wanted.network.complete(loader.load(key.folder(), key.input()));
    } catch (RuntimeException | Error failure) {
      synchronized (shared) {
        shared.remove(key);
      }
      wanted.network.completeExceptionally(failure);
    }
  }

  private void giveBack(Key key) {
    Optional<Network> surplus = Optional.empty();
    synchronized (shared) {
      Shared given = shared.get(key);
      given.users--;
      if (given.users == 0) {
        surplus = idle.map(shared::remove).map(each -> each.network.join());
        idle = Optional.of(key);
      }
    }
    surplus.ifPresent(Network::close);
  }

  /** A network that others may be using too. */
  private final class Lent implements Network {
    private final Key key;
    private final Network network;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lent(Key key, Network network) {
      this.key = key;
      this.network = network;
    }

    @Override
    public float[][] features(byte[] images, int count) {
      if (closed.get()) {
        throw new IllegalStateException("The network was given back");
      }
      return network.features(images, count);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        giveBack(key);
      }
    }
  }
}
