package sorrel.platform.cluster;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.platform.cluster.NodeTable.Node;

/** Keeps this node's row fresh while the process lives. */
public final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  /** A few beats may be lost before the node is thought to be gone. */
  private static final Duration BEAT = Duration.ofSeconds(2);

  private final NodeTable nodes;
  private final Node self;
  private final Thread beating;

  private Presence(NodeTable nodes, Node self) {
    this.nodes = nodes;
    this.self = self;
    this.beating = Thread.ofVirtual().name("presence").unstarted(this::beat);
  }

  /** Shows itself, and does so again and again until it is closed; blocks for the first time. */
  public static Presence begin(NodeTable nodes, String host, int managementPort) {
    Presence presence = new Presence(nodes, new Node(UUID.randomUUID(), host, managementPort));
    nodes.hear(presence.self);
    presence.beating.start();
    return presence;
  }

  /** Of this life of the process. */
  public UUID id() {
    return self.id();
  }

  private void beat() {
    while (true) {
      try {
        Thread.sleep(BEAT);
        nodes.hear(self);
      } catch (InterruptedException closed) {
        return;
      } catch (RuntimeException failure) {
        LOG.warn("the database could not be told that this node lives", failure);
      }
    }
  }

  /** Tells the others at once that it is gone; blocks. */
  @Override
  public void close() {
    beating.interrupt();
    try {
      beating.join();
      nodes.leave(self.id());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.warn("the database could not be told that this node leaves", failure);
    }
  }
}
