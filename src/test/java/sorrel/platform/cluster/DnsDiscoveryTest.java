package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;

/** A node that finds its cluster by the addresses of a name, and shows itself to others. */
final class DnsDiscoveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int READY = 200;
  private static final DatabaseAddress NONE =
      new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "", "");

  @Test
  void a_name_leads_to_a_cluster() throws Exception {
    int management = freePort();
    Settings settings =
        Settings.of(
            Map.of(
                "database.url",
                NONE.url(),
                "cluster.discovery",
                "dns",
                "cluster.name",
                "nodes.example.org",
                "cluster.nodes-at-least",
                "1",
                "cluster.port",
                Integer.toString(freePort()),
                "cluster.management-port",
                Integer.toString(management)));
    try (NameServer names = new NameServer(InetAddress.getLoopbackAddress())) {
      Config config =
          ConfigFactory.parseMap(
                  Map.of(
                      "akka.io.dns.async-dns.nameservers",
                      List.of("127.0.0.1:" + names.port()),
                      "akka.persistence.journal.plugin",
                      "akka.persistence.journal.inmem"))
              .withFallback(AkkaConfig.of(settings, NONE, false));
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "sorrel", config);
      try {
        Membership.listen(system, settings.cluster());
        Membership.begin(system, settings.cluster());
        Membership.joined(system, settings.cluster())
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);

        // What others are shown of the cluster follows a moment later.
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (status(management, "/ready") != READY) {
          assertThat(System.nanoTime()).as("ready in time").isLessThan(latest);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(status(management, "/bootstrap/seed-nodes")).isEqualTo(READY);
      } finally {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
      }
    }
  }

  private static int status(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
