package sorrel.loadtest.scenario;

import java.time.Duration;
import java.util.function.IntFunction;
import sorrel.cli.measure.ManyConnections;
import sorrel.cli.measure.WireRequest;

/**
 * What goes before a measurement: the server compiles the code that is busy, and the client its
 * own. Not with requests alone: new connections are another path, which has to be warm too.
 */
public final class WarmUp {
  private static final int CONNECTIONS = 64;
  private static final int BURSTS = 8;
  private static final int BURST = 1000;

  /** Compiling takes minutes, most of all of several processes that share few cores. */
  private static final Duration MOST = Duration.ofMinutes(5);

  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** Windows in a row that were no better than those before. */
  private static final int STEADY = 3;

  private static final double BETTER = 1.03;

  private WarmUp() {}

  /** Loads a server with requests, and with new connections, until it gets no faster. */
  public static void run(Stage stage, WireRequest request) {
    run(stage, _ -> request);
    for (int i = 0; i < BURSTS; i++) {
      ManyConnections.connectAndSend(stage.address(), BURST, _ -> request);
    }
  }

  /**
   * Loads a server with requests on open connections until it gets no faster.
   *
   * @param requests by their number, from 0
   */
  static void run(Stage stage, IntFunction<WireRequest> requests) {
    run(stage, requests, 0, MOST);
  }

  /**
   * Loads servers with requests on open connections until they get no faster.
   *
   * @param requests by their number, from 0
   * @param least requests that have to be answered before that counts
   * @param most how long it may take
   */
  static void run(Stage stage, IntFunction<WireRequest> requests, long least, Duration most) {
    stage.say("Warming up until it gets no faster, for " + most.toMinutes() + " min at most");
    long end = System.nanoTime() + most.toNanos();
    double best = 0;
    int steady = 0;
    double answered = 0;
    while ((steady < STEADY || answered < least) && System.nanoTime() < end) {
      double found =
          stage
              .measured("64 connections", CONNECTIONS, each -> each.steadily(requests, WINDOW))
              .figures()
              .okPerSecond();
      answered += found * WINDOW.toSeconds();
      steady = found > BETTER * best ? 0 : steady + 1;
      best = Math.max(best, found);
    }
  }
}
