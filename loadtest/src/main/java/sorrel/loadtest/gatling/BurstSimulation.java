package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;

/** 10,000 people who connect and ask at the same moment, after a thousand have, three times. */
public final class BurstSimulation extends Simulation {
  private static final int USERS = 10_000;
  private static final int BEFORE = 1_000;
  private static final int FIRST = 64;
  private static final int LONGEST_MS = 3_500;

  /** What is asserted holds for all bursts; the smaller ones are quicker. */
  public BurstSimulation() {
    setUp(
            scenario("warming up")
                .exec(Request.first(Request::classification))
                .injectOpen(atOnceUsers(FIRST))
                .andThen(
                    burst("first", BEFORE)
                        .andThen(
                            burst("second", BEFORE)
                                .andThen(burst("third", BEFORE).andThen(burst("all", USERS))))))
        .protocols(Request.server())
        .assertions(
            global().failedRequests().count().is(0L),
            details(Request.CLASSIFICATION).responseTime().max().lt(LONGEST_MS));
  }

  private static PopulationBuilder burst(String who, int users) {
    return scenario(who)
        .exec(Request.classification(Request.CLASSIFICATION))
        .injectOpen(atOnceUsers(users));
  }
}
