package sorrel.platform.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sorrel.platform.config.ClusterSettings.Address;
import sorrel.platform.config.ClusterSettings.Discovery;

/** Turns the keys under {@code sorrel.cluster} into a record. */
final class ClusterReader {
  private static final String JOIN = "sorrel.cluster.join";
  private static final String PARENT = "sorrel.cluster.parent";
  private static final String PARENT_NEEDED = "the HOST:PORT of the node that started this one";
  private static final String ADDRESSES = "addresses HOST:MANAGEMENT-PORT, such as 10.0.0.5:8558";
  private static final String DISCOVERY = "sorrel.cluster.discovery";

  private static final String TLS = "sorrel.cluster.tls.";
  private static final String VERSION = "sorrel.cluster.version";
  private static final String NOT_PACKAGED = "0.0.0";

  /** What Akka can put in order. */
  private static final Pattern VERSION_FORM =
      Pattern.compile("[0-9]{1,9}([.][0-9]{1,9}){1,2}([-+][0-9A-Za-z.-]{1,60})?");

  private static final int PORT_MAX = 65_535;

  /** The port that Akka is known by. */
  private static final int PORT = 25_520;

  private ClusterReader() {}

  /** What may be written; {@code auto} becomes one of {@link Discovery}. */
  private enum Written {
    AUTO,
    ALONE,
    DATABASE,
    JOIN,
    DNS,
    KUBERNETES,
    PARENT
  }

  /**
   * Reads them.
   *
   * @param home what {@code ~} stands for
   */
  static ClusterSettings read(SettingsValues values, String home) {
    boolean embedded = values.text("sorrel.database.url").isEmpty();
    List<Address> join =
        values.texts(JOIN).stream().map(text -> address(values, JOIN, ADDRESSES, text)).toList();
    Discovery discovery =
        switch (values.oneOf(DISCOVERY, Written.class)) {
          case AUTO -> suited(embedded, join);
          case ALONE -> Discovery.ALONE;
          case DATABASE -> Discovery.DATABASE;
          case JOIN -> Discovery.JOIN;
          case DNS -> Discovery.DNS;
          case KUBERNETES -> Discovery.KUBERNETES;
          case PARENT -> Discovery.PARENT;
        };
    if (embedded && discovery != Discovery.ALONE) {
      throw new SettingsException(
          "Nodes of a cluster share a database: set sorrel.database.url"
              + " (SORREL_DATABASE_URL) to jdbc:postgresql://host:port/name.");
    }
    if (discovery == Discovery.JOIN && join.isEmpty()) {
      throw values.refused(JOIN, "the HOST:MANAGEMENT-PORT of at least one node");
    }
    String parent = values.text(PARENT);
    if (discovery == Discovery.PARENT && parent.isEmpty()) {
      throw values.refused(PARENT, PARENT_NEEDED);
    }
    String host = values.text("sorrel.cluster.host");
    String bindHost = values.text("sorrel.cluster.bind-host");
    int port = values.whole("sorrel.cluster.port", 0, PORT_MAX);
    return new ClusterSettings(
        discovery,
        host,
        bindHost.isEmpty() ? host : bindHost,
        port == 0 && !takesAnyPort(discovery) ? PORT : port,
        values.whole("sorrel.cluster.management-port", 1, PORT_MAX),
        join,
        parent.isEmpty()
            ? Optional.empty()
            : Optional.of(address(values, PARENT, PARENT_NEEDED, parent)),
        values.text("sorrel.cluster.name"),
        values.whole("sorrel.cluster.nodes-at-least", 1, 1000),
        tls(values, home),
        version(values));
  }

  /** All three files or none. */
  private static Optional<ClusterTls> tls(SettingsValues values, String home) {
    List<String> keys = List.of(TLS + "key", TLS + "certificate", TLS + "authority");
    if (keys.stream().allMatch(key -> values.text(key).isEmpty())) {
      return Optional.empty();
    }
    List<Path> files = keys.stream().map(key -> file(values, key, home)).toList();
    return Optional.of(new ClusterTls(files.get(0), files.get(1), files.get(2)));
  }

  private static Path file(SettingsValues values, String key, String home) {
    String needed = "a PEM file that can be read, as the other two of sorrel.cluster.tls are";
    String text = values.text(key);
    if (text.isEmpty()) {
      throw values.refused(key, needed);
    }
    Path file = SettingsReader.folder(text, home);
    if (!Files.isReadable(file)) {
      throw values.refused(key, needed);
    }
    return file;
  }

  private static String version(SettingsValues values) {
    String given = values.text(VERSION);
    if (given.isEmpty()) {
      // Classes that were never packaged have none.
      return Optional.ofNullable(ClusterReader.class.getPackage().getImplementationVersion())
          .orElse(NOT_PACKAGED);
    }
    if (!VERSION_FORM.matcher(given).matches()) {
      throw values.refused(VERSION, "a version, such as 1.4.0 or 1.4.0-20261121");
    }
    return given;
  }

  private static boolean takesAnyPort(Discovery discovery) {
    return discovery == Discovery.ALONE || discovery == Discovery.PARENT;
  }

  private static Discovery suited(boolean embedded, List<Address> join) {
    if (!join.isEmpty()) {
      return Discovery.JOIN;
    }
    return embedded ? Discovery.ALONE : Discovery.DATABASE;
  }

  private static Address address(SettingsValues values, String key, String needed, String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= PORT_MAX) {
        return new Address(text.substring(0, colon), port);
      }
    } catch (NumberFormatException malformed) {
      throw values.refused(key, needed);
    }
    throw values.refused(key, needed);
  }
}
