package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import sorrel.loadtest.scenario.Popularity;

/** 64 people who ask one of many models, again as soon as they are answered. */
public final class ManyModelsSimulation extends Simulation {
  /** A file with an id on each line. */
  static final String MODELS = "sorrel.models";

  static final String POPULARITY = "sorrel.popularity";

  private static final int USERS = 64;

  public ManyModelsSimulation() {
    Popularity popularity = Popularity.valueOf(System.getProperty(POPULARITY));
    setUp(
            scenario(popularity.words())
                .exec(
                    Request.steadily(
                        name ->
                            feed(drawn(popularity)).exec(Request.classification(name, "#{model}"))))
                .injectOpen(atOnceUsers(USERS)))
        .protocols(Request.server())
        .assertions(global().failedRequests().count().is(0L));
  }

  private static Iterator<Map<String, Object>> drawn(Popularity popularity) {
    List<String> models = models();
    IntSupplier next = popularity.among(models.size());
    return Stream.generate(() -> Map.<String, Object>of("model", models.get(next.getAsInt())))
        .iterator();
  }

  private static List<String> models() {
    try {
      return Files.readAllLines(Path.of(System.getProperty(MODELS)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
