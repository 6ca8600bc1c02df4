package sorrel.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;

/** Nodes that prove to each other who they are; certificates are made as deploy/README.md says. */
final class NodesWithCertificatesTest {
  private static final Duration JOINED_WITHIN = Duration.ofSeconds(30);

  /** Far longer than a node that may join takes. */
  private static final Duration KEPT_OUT_FOR = Duration.ofSeconds(8);

  @TempDir static Path certificates;

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    for (String authority : List.of("ours", "theirs")) {
      Path folder = Files.createDirectory(certificates.resolve(authority));
      Path script = Path.of("deploy/tls/make-certificates").toAbsolutePath();
      Process made =
          new ProcessBuilder(script.toString(), "one", "two")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(made.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    }
  }

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  @Test
  void nodes_of_one_authority_are_a_cluster() {
    Cluster first = founded(tls("ours", "one"));
    Cluster second = joining(first, tls("ours", "two"));

    assertThat(within(JOINED_WITHIN, () -> isUp(second))).isTrue();
  }

  @Test
  void nobody_joins_with_the_certificate_of_another_authority() {
    Cluster first = founded(tls("ours", "one"));
    Cluster stranger = joining(first, tls("theirs", "two"));

    assertThat(within(KEPT_OUT_FOR, () -> isUp(stranger) || members(first) > 1)).isFalse();
  }

  @Test
  void nobody_joins_without_a_certificate() {
    Cluster first = founded(tls("ours", "one"));
    Cluster stranger = joining(first, Map.of());

    assertThat(within(KEPT_OUT_FOR, () -> isUp(stranger) || members(first) > 1)).isFalse();
  }

  @Test
  void a_part_of_the_files_is_refused_by_name() {
    Map<String, String> some = new HashMap<>(tls("ours", "one"));
    some.remove("cluster.tls.authority");
    assertThatThrownBy(() -> Settings.of(some))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("sorrel.cluster.tls.authority");
    some.put("cluster.tls.authority", "/nowhere/authority.crt");
    assertThatThrownBy(() -> Settings.of(some)).hasMessageContaining("a PEM file that can be read");
  }

  private static Map<String, String> tls(String authority, String node) {
    Path folder = certificates.resolve(authority);
    return Map.of(
        "cluster.tls.key", folder.resolve(node + ".key").toString(),
        "cluster.tls.certificate", folder.resolve(node + ".crt").toString(),
        "cluster.tls.authority", folder.resolve("authority.crt").toString());
  }

  private Cluster founded(Map<String, String> settings) {
    Cluster cluster = started(settings);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    assertThat(within(JOINED_WITHIN, () -> isUp(cluster))).isTrue();
    return cluster;
  }

  private Cluster joining(Cluster first, Map<String, String> settings) {
    Cluster cluster = started(settings);
    cluster.manager().tell(Join.create(first.selfMember().address()));
    return cluster;
  }

  private Cluster started(Map<String, String> settings) {
    DatabaseAddress none = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "", "");
    Config config =
        ConfigFactory.parseMap(
                Map.of("akka.persistence.journal.plugin", "akka.persistence.journal.inmem"))
            .withFallback(AkkaConfig.of(Settings.of(settings), none, false));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "sorrel", config);
    systems.add(system);
    return Cluster.get(system);
  }

  private static boolean isUp(Cluster cluster) {
    return cluster.selfMember().status().equals(MemberStatus.up());
  }

  private static int members(Cluster cluster) {
    return cluster.state().members().size();
  }

  private static boolean within(Duration time, BooleanSupplier condition) {
    long latest = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < latest) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return condition.getAsBoolean();
  }
}
