package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/** 10,000 people who connect and ask at the same moment, after a thousand have, three times. */
public final class BurstSimulation extends Simulation {
  private static final int USERS = 10_000;
  private static final int FIRST = 1_000;
  private static final int LONGEST_MS = 3_500;

  private static ScenarioBuilder ask(String who) {
    return scenario(who).exec(Request.classification());
  }

  /** What is asserted holds for all of them; those that go first are quicker. */
  public BurstSimulation() {
    setUp(
            ask("first")
                .injectOpen(atOnceUsers(FIRST))
                .andThen(
                    ask("second")
                        .injectOpen(atOnceUsers(FIRST))
                        .andThen(
                            ask("third")
                                .injectOpen(atOnceUsers(FIRST))
                                .andThen(ask("all").injectOpen(atOnceUsers(USERS))))))
        .protocols(Request.server())
        .assertions(
            global().failedRequests().count().is(0L), global().responseTime().max().lt(LONGEST_MS));
  }
}
