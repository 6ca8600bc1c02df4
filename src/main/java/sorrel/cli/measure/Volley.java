package sorrel.cli.measure;

import java.util.function.IntFunction;

/** One request on each of many connections, all sent before any answer is read. */
final class Volley implements WireLoop.Course {
  private final WireLoop loop;
  private final LoadTally tally;
  private final IntFunction<WireRequest> requests;
  private int sent;
  private int waitedFor;

  /**
   * A volley that begins when the tally does.
   *
   * @param waitedFor connections that it will be sent on
   */
  Volley(WireLoop loop, LoadTally tally, IntFunction<WireRequest> requests, int waitedFor) {
    this.loop = loop;
    this.tally = tally;
    this.requests = requests;
    this.waitedFor = waitedFor;
  }

  void send(WireConnection connection) {
    loop.send(this, connection, requests.apply(sent++));
  }

  @Override
  public boolean goesOn() {
    return waitedFor > 0;
  }

  @Override
  public void opened(WireConnection connection) {
    send(connection);
  }

  @Override
  public void answered(WireConnection connection) {
    waitedFor--;
    tally.answered(connection.status(), System.nanoTime() - tally.begun());
  }

  @Override
  public void failed(WireConnection connection, String reason) {
    waitedFor--;
    tally.failed(reason);
  }

  @Override
  public void givenUp(String reason) {
    for (; waitedFor > 0; waitedFor--) {
      tally.failed(reason);
    }
  }
}
