package sorrel.cli.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import sorrel.cli.client.Contract;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;
import sorrel.kernel.Interval;

/**
 * How fast and how well a model classifies, one picture after the other on one warm connection.
 *
 * @param latencies round trips as seen by the client
 * @param right pictures whose most probable class is theirs
 * @param refused pictures that the server could not read; in no other figure
 */
public record ClassificationFigures(Latencies latencies, int right, int refused) {
  /** Of models that are slow themselves. */
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(20);

  /** What the server says of a picture that it cannot read. */
  private static final Set<Integer> UNREADABLE = Set.of(400, 413, 415, 422);

  /**
   * Classifies pictures and looks at the clock.
   *
   * @param pictures at least one
   * @param warmUp requests before it, some of them again; fewer where they take longer than twenty
   *     seconds
   * @param done told how many have been classified
   * @throws IllegalArgumentException if no picture could be read
   */
  public static ClassificationFigures measure(
      SorrelClient client,
      String model,
      List<TestingPictures.Labelled> pictures,
      int warmUp,
      IntConsumer done) {
    warmUp(client, model, pictures, warmUp);
    int refused = 0;
    List<Long> nanos = new ArrayList<>();
    int right = 0;
    for (TestingPictures.Labelled picture : pictures) {
      byte[] bytes = picture.content().get();
      long start = System.nanoTime();
      Optional<Contract.Classification> answer = classify(client, model, bytes);
      long taken = System.nanoTime() - start;
      if (answer.isEmpty()) {
        refused++;
      } else {
        nanos.add(taken);
        right += answer.orElseThrow().closest().equals(picture.label()) ? 1 : 0;
      }
      done.accept(nanos.size() + refused);
    }
    long[] measured = nanos.stream().mapToLong(Long::longValue).toArray();
    return new ClassificationFigures(Latencies.ofNanos(measured), right, refused);
  }

  private static void warmUp(
      SorrelClient client, String model, List<TestingPictures.Labelled> pictures, int requests) {
    long end = System.nanoTime() + WARM_UP_MAX.toNanos();
    for (int i = 0; i < requests && System.nanoTime() < end; i++) {
      classify(client, model, pictures.get(i % pictures.size()).content().get());
    }
  }

  /** The share that was right, with its 95 % interval. */
  public Interval accuracy() {
    return Interval.wilson(right, latencies.count());
  }

  /** Whether this and another figure of the same model can both be true. */
  public boolean agreesWith(Interval other) {
    return accuracy().low() <= other.high() && other.low() <= accuracy().high();
  }

  /** The answer; empty if the picture cannot be read, of which a set may have some. */
  private static Optional<Contract.Classification> classify(
      SorrelClient client, String model, byte[] picture) {
    try {
      return Optional.of(client.classifyOnce(model, picture));
    } catch (ServerProblem problem) {
      if (UNREADABLE.contains(problem.status())) {
        return Optional.empty();
      }
      throw problem;
    }
  }
}
