package sorrel.network.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.Speed;

/** Measures how fast engines run the same network, in turns, so that all see the same machine. */
final class Trial {
  private Trial() {}

  /** One that takes part. */
  record Runner(String engine, Network network) {}

  /**
   * The speed of each, in their order.
   *
   * @param each how long one of them runs in all; once a batch size at least
   */
  static List<Speed> of(List<Runner> runners, ImageShape input, Duration each) {
    long half = each.dividedBy(2).toNanos() * runners.size();
    List<Double> lone = micros(runners, input, 1, half);
    List<Double> batch = micros(runners, input, Speed.BATCH, half);
    List<Speed> speeds = new ArrayList<>();
    for (int i = 0; i < runners.size(); i++) {
      speeds.add(new Speed(runners.get(i).engine(), lone.get(i), batch.get(i)));
    }
    return speeds;
  }

  /**
   * The median time of each, microseconds; of the later half of the runs, for the first ones are
   * slower.
   *
   * @param nanos how long all of them run together; once each at least
   */
  static List<Double> micros(List<Runner> runners, ImageShape input, int count, long nanos) {
    byte[] images = new byte[count * input.size()];
    List<List<Long>> times =
        runners.stream().map(runner -> (List<Long>) new ArrayList<Long>()).toList();
    long end = System.nanoTime() + nanos;
    do {
      for (int i = 0; i < runners.size(); i++) {
        long start = System.nanoTime();
        runners.get(i).network().features(images, count);
        times.get(i).add(System.nanoTime() - start);
      }
    } while (System.nanoTime() < end);
    return times.stream().map(Trial::medianOfLater).toList();
  }

  private static double medianOfLater(List<Long> nanos) {
    List<Long> later = nanos.subList(nanos.size() / 2, nanos.size()).stream().sorted().toList();
    return later.get(later.size() / 2) / 1e3;
  }
}
