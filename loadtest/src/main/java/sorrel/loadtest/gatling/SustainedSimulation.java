package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** 64 people who ask again as soon as they are answered. */
public final class SustainedSimulation extends Simulation {
  private static final int USERS = 64;
  private static final double PER_SECOND = 10_000;

  public SustainedSimulation() {
    setUp(
            scenario("sustained")
                .exec(during(Request.time()).on(Request.classification()))
                .injectOpen(atOnceUsers(USERS)))
        .protocols(Request.server())
        .assertions(
            global().failedRequests().count().is(0L), global().requestsPerSec().gte(PER_SECOND));
  }
}
