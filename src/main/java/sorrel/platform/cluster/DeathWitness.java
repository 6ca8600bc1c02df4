package sorrel.platform.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.platform.config.Role;

/**
 * Sees at once that a node's process has died, where heartbeats and the split-brain resolver need
 * some ten seconds to be sure: its machine answers that nobody listens at its port any more.
 *
 * <p>A machine that is gone, or behind a network that is cut, says nothing, and is left to the
 * resolver. A firewall may say the same of a node that lives, to both sides of a cut: so only the
 * side with most of the members believes it, as the resolver would.
 */
final class DeathWitness implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeathWitness.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int CONNECT_MILLIS_MAX = 500;

  /** The resolver counts these alone (keep-majority.role): runners come and go. */
  private static final String COUNTED = Role.MODEL.key();

  /** Refusals in a row, a look apart, before it is believed. */
  private static final int SURE = 2;

  private final Cluster cluster;
  private final Thread looking;
  private Set<Address> refusedBefore = Set.of();

  private DeathWitness(ActorSystem<?> system) {
    cluster = Cluster.get(system);
    looking = Thread.ofVirtual().name("death-witness").unstarted(this::look);
  }

  /** Begins to look after the other nodes, until it is closed. */
  static DeathWitness begin(ActorSystem<?> system) {
    DeathWitness witness = new DeathWitness(system);
    witness.looking.start();
    return witness;
  }

  private void look() {
    int refusals = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_EVERY);
        Set<Address> refused = refused();
        refusals = refused.isEmpty() || !refused.equals(refusedBefore) ? 1 : refusals + 1;
        refusedBefore = refused;
        if (!refused.isEmpty() && refusals >= SURE && isMost(refused)) {
          refused.forEach(this::down);
        }
      } catch (InterruptedException closed) {
        return;
      } catch (RuntimeException failure) {
        LOG.warn("other nodes could not be looked after", failure);
      }
    }
  }

  private Set<Address> refused() {
    Set<Address> refused = new HashSet<>();
    for (Member member : members()) {
      Address address = member.address();
      boolean other = !address.equals(cluster.selfMember().address());
      if (other && member.status() == MemberStatus.up() && refuses(address)) {
        refused.add(address);
      }
    }
    return refused;
  }

  private List<Member> members() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false).toList();
  }

  private static boolean refuses(Address address) {
    return refuses(
        new InetSocketAddress(address.getHost().orElseThrow(), address.getPort().orElseThrow()));
  }

  /** Whether the machine says that nobody listens there; silence says nothing. */
  static boolean refuses(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS_MAX);
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException silent) {
      return false;
    }
  }

  private boolean isMost(Set<Address> refused) {
    Set<Address> lost = new HashSet<>(refused);
    cluster.state().getUnreachable().forEach(member -> lost.add(member.address()));
    List<Member> counted = members().stream().filter(member -> member.hasRole(COUNTED)).toList();
    long gone = counted.stream().filter(member -> lost.contains(member.address())).count();
    return isMost(counted.size(), gone);
  }

  /** Whether those left are more than half of all. */
  static boolean isMost(long members, long lost) {
    return 2 * (members - lost) > members;
  }

  private void down(Address address) {
    LOG.warn("The process of node {} has died: its machine says that nobody listens.", address);
    cluster.manager().tell(new Down(address));
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
