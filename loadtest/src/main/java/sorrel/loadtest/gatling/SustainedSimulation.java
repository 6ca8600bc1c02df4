package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** 64 people who ask again as soon as they are answered. */
public final class SustainedSimulation extends Simulation {
  private static final int USERS = 64;
  private static final long PER_SECOND = 10_000;

  public SustainedSimulation() {
    setUp(
            scenario("sustained")
                .exec(Request.steadily(Request::classification))
                .injectOpen(atOnceUsers(USERS)))
        .protocols(Request.server())
        .assertions(
            global().failedRequests().count().is(0L),
            // Gatling's own rate counts the whole run.
            details(Request.CLASSIFICATION)
                .successfulRequests()
                .count()
                .gte(PER_SECOND * Request.time().toSeconds()));
  }
}
