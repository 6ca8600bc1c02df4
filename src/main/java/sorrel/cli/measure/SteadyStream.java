package sorrel.cli.measure;

import java.time.Duration;
import java.util.function.IntFunction;

/** One request after the other on each of some connections, until the time is over. */
final class SteadyStream implements WireLoop.Course {
  private final WireLoop loop;
  private final LoadTally tally;
  private final IntFunction<WireRequest> requests;
  private final long end;
  private int sent;
  private int underWay;

  SteadyStream(WireLoop loop, LoadTally tally, IntFunction<WireRequest> requests, Duration time) {
    this.loop = loop;
    this.tally = tally;
    this.requests = requests;
    this.end = tally.begun() + time.toNanos();
  }

  void send(WireConnection connection) {
    underWay++;
    loop.send(this, connection, requests.apply(sent++));
  }

  @Override
  public boolean goesOn() {
    return underWay > 0;
  }

  @Override
  public void opened(WireConnection connection) {
    throw new IllegalStateException("connections were opened before");
  }

  @Override
  public void answered(WireConnection connection) {
    long now = System.nanoTime();
    underWay--;
    tally.answered(connection.status(), now - connection.sentNanos());
    if (now < end) {
      send(connection);
    }
  }

  /** The others go on without it. */
  @Override
  public void failed(WireConnection connection, String reason) {
    underWay--;
    tally.failed(reason);
  }

  @Override
  public void givenUp(String reason) {
    for (; underWay > 0; underWay--) {
      tally.failed(reason);
    }
  }
}
