package sorrel.platform.cluster;

import akka.actor.ExtendedActorSystem;
import akka.actor.setup.Setup;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import java.util.function.Supplier;

/**
 * {@code /metrics} of the management port, so that nodes without the role {@code http} have one
 * too. Akka's management makes it by its name in {@code akka.conf}.
 */
public final class FiguresRoute implements ManagementRouteProvider {
  private final Supplier<String> figures;

  /** Where the figures of a process come from, given to its actor system when it is made. */
  public static final class Source extends Setup {
    private final Supplier<String> figures;

    /**
     * A source.
     *
     * @param figures all of them, in Prometheus' text format 0.0.4
     */
    public Source(Supplier<String> figures) {
      this.figures = figures;
    }
  }

  public FiguresRoute(ExtendedActorSystem system) {
    figures =
        system
            .settings()
            .setup()
            .get(Source.class)
            .<Supplier<String>>map(source -> source.figures)
            .orElse(() -> "");
  }

  @Override
  public Route routes(ManagementRouteProviderSettings settings) {
    return Directives.path("metrics", () -> Directives.get(() -> Directives.complete(answer())));
  }

  private HttpResponse answer() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, figures.get()));
  }
}
