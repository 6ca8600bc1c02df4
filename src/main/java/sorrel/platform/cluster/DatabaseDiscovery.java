package sorrel.platform.cluster;

import akka.actor.ExtendedActorSystem;
import akka.discovery.Lookup;
import akka.discovery.ServiceDiscovery;
import com.typesafe.config.Config;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * Finds nodes by the database that they share, so that nobody has to list their addresses. Akka
 * makes it by its name in {@code akka.discovery}, and asks until the node has joined.
 */
public final class DatabaseDiscovery extends ServiceDiscovery {
  private static final String DATABASE = "akka-persistence-jdbc.shared-databases.slick.db";

  private final NodeTable nodes;

  public DatabaseDiscovery(ExtendedActorSystem system) {
    Config database = system.settings().config().getConfig(DATABASE);
    nodes =
        new NodeTable(
            database.hasPath("user")
                ? Jdbi.create(
                    database.getString("url"),
                    database.getString("user"),
                    database.getString("password"))
                : Jdbi.create(database.getString("url")));
  }

  @Override
  public Future<Resolved> lookup(Lookup lookup, FiniteDuration resolveTimeout) {
    CompletableFuture<Resolved> found =
        CompletableFuture.supplyAsync(
            () -> resolved(lookup.serviceName()), Thread::startVirtualThread);
    return FutureConverters.asScala(found);
  }

  private Resolved resolved(String service) {
    return new Resolved(
        service,
        CollectionConverters.asScala(
                nodes.alive().stream()
                    .map(
                        node ->
                            new ResolvedTarget(
                                node.host(),
                                OptionConverters.toScala(
                                    Optional.<Object>of(node.managementPort())),
                                OptionConverters.toScala(Optional.empty())))
                    .collect(Collectors.toList()))
            .toSeq());
  }
}
