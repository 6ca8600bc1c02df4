package sorrel.cli.measure;

import java.util.List;

/** Connections that are opened some at a time, each with a first answer to show that it is. */
final class Opening implements WireLoop.Course {
  /** Fewer than any server has waiting that it has not taken yet: often a hundred. */
  private static final int AT_ONCE = 64;

  private final WireLoop loop;
  private final WireRequest first;
  private final int count;
  private final List<WireConnection> open;
  private final List<String> unopened;
  private int begun;
  private boolean beginning;

  /**
   * An opening of that many connections.
   *
   * @param open receives those that are open
   * @param unopened receives why the others are not
   */
  Opening(
      WireLoop loop,
      WireRequest first,
      int count,
      List<WireConnection> open,
      List<String> unopened) {
    this.loop = loop;
    this.first = first;
    this.count = count;
    this.open = open;
    this.unopened = unopened;
  }

  /** Opens as many as may be under way; those that fail at once make room for the next. */
  void begin() {
    if (beginning) {
      return;
    }
    beginning = true;
    while (begun < Math.min(count, AT_ONCE + done())) {
      begun++;
      loop.open(this);
    }
    beginning = false;
  }

  private int done() {
    return open.size() + unopened.size();
  }

  @Override
  public boolean goesOn() {
    return done() < count;
  }

  @Override
  public void opened(WireConnection connection) {
    loop.send(this, connection, first);
  }

  @Override
  public void answered(WireConnection connection) {
    open.add(connection);
    begin();
  }

  @Override
  public void failed(WireConnection connection, String reason) {
    unopened.add(reason);
    begin();
  }

  @Override
  public void givenUp(String reason) {
    while (goesOn()) {
      unopened.add(reason);
    }
  }
}
