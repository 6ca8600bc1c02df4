package sorrel.platform.config;

import java.util.HashMap;
import java.util.Map;
import sorrel.platform.config.ClusterSettings.Discovery;

/** What Akka's remoting, management and bootstrap need to be told of a node. */
final class ClusterConfig {
  private static final String ARTERY = "akka.remote.artery.";
  private static final String MANAGEMENT = "akka.management.http.";
  private static final String CONTACTS =
      "akka.management.cluster.bootstrap.contact-point-discovery.";

  private ClusterConfig() {}

  static Map<String, Object> of(ClusterSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put(ARTERY + "canonical.hostname", settings.host());
    values.put(ARTERY + "canonical.port", settings.port());
    values.put(ARTERY + "bind.hostname", settings.bindHost());
    values.put(ARTERY + "bind.port", settings.port());
    values.put(MANAGEMENT + "hostname", settings.host());
    values.put(MANAGEMENT + "port", settings.managementPort());
    values.put(MANAGEMENT + "bind-hostname", settings.bindHost());
    values.put(MANAGEMENT + "bind-port", settings.managementPort());
    settings.tls().ifPresent(tls -> values.putAll(of(tls)));
    values.put("akka.cluster.app-version", settings.version());
    if (settings.looks()) {
      values.put(CONTACTS + "discovery-method", method(settings.discovery()));
      values.put(CONTACTS + "service-name", settings.name());
      values.put(CONTACTS + "required-contact-point-nr", settings.nodesAtLeast());
      values.put(
          "akka.management.cluster.bootstrap.contact-point.fallback-port",
          settings.managementPort());
      values.put(
          "akka.discovery.config.services",
          Map.of(
              settings.name(),
              Map.of(
                  "endpoints",
                  settings.join().stream()
                      .map(node -> Map.of("host", node.host(), "port", node.port()))
                      .toList())));
    }
    return values;
  }

  /** TLS 1.3 with certificates on both sides; what else there is of it is in akka.conf. */
  private static Map<String, Object> of(ClusterTls tls) {
    String engine = ARTERY + "ssl.rotating-keys-engine.";
    return Map.of(
        ARTERY + "transport", "tls-tcp",
        engine + "key-file", tls.key().toString(),
        engine + "cert-file", tls.certificate().toString(),
        engine + "ca-cert-file", tls.authority().toString());
  }

  private static String method(Discovery discovery) {
    return switch (discovery) {
      case ALONE, PARENT -> throw new IllegalArgumentException("it looks for nobody");
      case DATABASE -> "sorrel-database";
      case JOIN -> "config";
      case DNS -> "akka-dns";
      case KUBERNETES -> "kubernetes-api";
    };
  }
}
