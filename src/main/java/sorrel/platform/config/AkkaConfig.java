package sorrel.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import sorrel.platform.serialization.EventRegistry;

/**
 * The configuration of the actor system, from {@code akka.conf}, the person's own file and what
 * follows from settings.
 */
public final class AkkaConfig {
  private static final String SLICK = "akka-persistence-jdbc.shared-databases.slick.db.";
  private static final String SERVER = "akka.http.server.";

  /** What else a process does first when it ends: hand back the jobs that it trains. */
  private static final Duration BESIDE_DRAIN = Duration.ofSeconds(5);

  private AkkaConfig() {}

  /**
   * The whole configuration for one actor system.
   *
   * @param database of the journal
   * @param exitJvm whether the process ends with the actor system: true in production, so that a
   *     node that was cut off is started anew by its supervisor; false in tests
   */
  public static Config of(Settings settings, DatabaseAddress database, boolean exitJvm) {
    Map<String, Object> values = new TreeMap<>(ClusterConfig.of(settings.cluster()));
    HttpSettings http = settings.http();
    values.put("akka.cluster.roles", settings.roles().stream().map(Role::key).sorted().toList());
    values.put("akka.coordinated-shutdown.exit-jvm", exitJvm);
    values.put(
        "akka.coordinated-shutdown.phases.before-service-unbind.timeout",
        text(http.drain().plus(BESIDE_DRAIN)));
    values.put(SLICK + "url", database.url());
    if (!database.user().isEmpty()) {
      values.put(SLICK + "user", database.user());
      values.put(SLICK + "password", database.password());
    }
    values.put(SERVER + "request-timeout", text(http.requestTimeout()));
    values.put(SERVER + "idle-timeout", text(http.idleTimeout()));
    values.put(SERVER + "max-connections", http.connectionsMax());
    values.put(SERVER + "backlog", http.backlog());
    values.put(SERVER + "parsing.max-content-length", http.bodyBytesMax());
    values.put(SERVER + "parsing.max-to-strict-bytes", http.bodyBytesMax());
    return ConfigFactory.parseMap(values, "sorrel's settings")
        .withFallback(bindings(settings.akka()))
        .withFallback(settings.akka());
  }

  /**
   * Serialization alone, with all contexts' events, for tests of one actor: a fallback for {@code
   * EventSourcedBehaviorTestKit.config()}.
   */
  public static Config serialization() {
    Config whole = Settings.of(Map.of()).akka();
    return bindings(whole)
        .withFallback(whole.withOnlyPath("akka.actor.serializers"))
        .withFallback(whole.withOnlyPath("akka.actor.serialization-bindings"))
        .withFallback(whole.withOnlyPath("akka.serialization"))
        .withFallback(whole.withOnlyPath("sorrel.serialization"));
  }

  /** Akka HTTP reads some of its lengths of time as texts, which need a unit. */
  private static String text(Duration duration) {
    return duration.toMillis() + " ms";
  }

  private static Config bindings(Config config) {
    Map<String, String> bindings = new TreeMap<>();
    for (Class<?> type : EventRegistry.of(config).types()) {
      bindings.put(type.getName(), "sorrel-events");
    }
    return ConfigFactory.empty()
        .withValue(
            "akka.actor.serialization-bindings",
            ConfigValueFactory.fromMap(bindings, "names of events"));
  }
}
