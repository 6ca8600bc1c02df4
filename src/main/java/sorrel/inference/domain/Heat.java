package sorrel.inference.domain;

import java.time.Duration;

/**
 * How much a model is asked, and how many further servers it therefore has on other nodes. Looked
 * at once a second; pure, so that it can be tried on any course of events.
 *
 * @param replicas servers beside the first
 * @param hot looks in a row at which it was asked more than it can answer
 * @param cold looks in a row at which one server less would do
 * @param rest looks until it may grow again
 */
public record Heat(int replicas, int hot, int cold, int rest) {
  /** A model that nobody asks. */
  public static final Heat NONE = new Heat(0, 0, 0, 0);

  /** A shorter burst is worked off before another node has loaded the network. */
  static final int HOT_LOOKS = 3;

  /** A load that comes and goes should not load the network again and again. */
  static final int COLD_LOOKS = 30;

  /** Until the newest server has taken its share. */
  static final int REST_LOOKS = 5;

  private static final Duration WAIT_HOT = Duration.ofMillis(20);
  private static final double BUSY_HOT = 0.8;

  /** Of what the servers that stay could do, what they would have to do. */
  private static final double BUSY_COLD = 0.4;

  /**
   * What was seen since the last look.
   *
   * @param busy the share of the time in which the first server computed, 0 to 1
   * @param waited how long requests waited before they were computed, on average
   * @param queued requests that wait now
   * @param queueMax requests that may wait
   */
  public record Look(double busy, Duration waited, int queued, int queueMax) {}

  /**
   * After a look.
   *
   * @param most replicas that there is room for, one a node
   */
  public Heat after(Look look, int most) {
    boolean full = look.queued() > look.queueMax() / 4;
    boolean isHot = full || (look.busy() > BUSY_HOT && look.waited().compareTo(WAIT_HOT) > 0);
    boolean isCold = replicas > 0 && !isHot && look.busy() * (replicas + 1) < BUSY_COLD * replicas;
    int hotNow = isHot ? hot + 1 : 0;
    int coldNow = isCold ? cold + 1 : 0;
    int restNow = Math.max(0, rest - 1);
    if (replicas > most) {
      return new Heat(most, 0, 0, restNow);
    }
    if (restNow == 0 && replicas < most && (full || hotNow >= HOT_LOOKS)) {
      return new Heat(replicas + 1, 0, 0, REST_LOOKS);
    }
    if (coldNow >= COLD_LOOKS) {
      return new Heat(replicas - 1, 0, 0, restNow);
    }
    return new Heat(replicas, hotNow, coldNow, restNow);
  }
}
