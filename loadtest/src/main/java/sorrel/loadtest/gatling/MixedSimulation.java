package sorrel.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * One person who asks again as soon as the answer is there. It runs twice, alone and beside a
 * training: what the second is held to is three times what the first has found, and Gatling has to
 * know that when it starts.
 */
public final class MixedSimulation extends Simulation {
  static final String SLOWEST_HUNDREDTH_MS = "sorrel.slowest-hundredth-ms";

  /** As long as Gatling waits for an answer. */
  private static final int ANY_MS = 60_000;

  private static final double HUNDREDTH_LEFT = 99;

  public MixedSimulation() {
    setUp(
            scenario("one at a time")
                .exec(Request.steadily(Request::classification))
                .injectOpen(atOnceUsers(1)))
        .protocols(Request.server())
        .assertions(
            global().failedRequests().count().is(0L),
            details(Request.CLASSIFICATION)
                .responseTime()
                .percentile(HUNDREDTH_LEFT)
                .lte(Integer.getInteger(SLOWEST_HUNDREDTH_MS, ANY_MS)));
  }
}
