package sorrel.head.domain;

import java.util.Arrays;
import java.util.List;
import sorrel.kernel.ImageShape;

/**
 * How familiar pictures are, as {@link Head#judge} finds it, written into a graph: what leaves
 * Sorrel then says too when it does not know. Numbers are rounded elsewhere on the way, so that a
 * share may be another by a step of the known pictures.
 */
public final class HeadCalculation<V> {
  private static final double NOTHING_SQUARED = 1e-18;

  private final Calculation<V> graph;
  private final Head head;
  private final V features;
  private final V logits;

  private HeadCalculation(Calculation<V> graph, Head head, V features, V logits) {
    this.graph = graph;
    this.head = head;
    this.features = features;
    this.logits = logits;
  }

  /**
   * Of known pictures, the share that looks at least as strange, {@code [n, 1]}.
   *
   * @param pixels {@code [n, height, width, channel]}, 0 to 255
   * @param features {@code [n, features]}
   * @param logits {@code [n, classes]}
   */
  public static <V> V familiarity(
      Calculation<V> graph, Head head, ImageShape shape, V pixels, V features, V logits) {
    HeadCalculation<V> writer = new HeadCalculation<>(graph, head, features, logits);
    Familiarity familiarity = head.familiarity();
    if (familiarity.known().isEmpty()) {
      return graph.plus(graph.times(graph.largest(logits), graph.number(0)), graph.number(1));
    }
    V share = writer.share(familiarity.known(), writer.score(familiarity));
    if (familiarity.look().isEmpty()) {
      return share;
    }
    UsualLook usual = familiarity.look().get();
    LookCalculation<V> look = new LookCalculation<>(graph, shape, pixels);
    V layout = writer.share(usual.layouts(), look.layout());
    V texture = writer.share(usual.textures(), look.texture());
    return writer.shareOfShares(
        familiarity.joint(), writer.smallest(List.of(share, layout, texture)));
  }

  private V score(Familiarity familiarity) {
    Familiarity.Places places = familiarity.places();
    return switch (familiarity.measure()) {
      case PROBABILITY -> graph.over(graph.number(1), exponentials());
      case OUTPUT -> graph.over(graph.largest(logits), temperature());
      case ENERGY -> energy();
      case DISTANCE -> closeness(places.distances().orElseThrow(), features);
      case DIRECTION -> cosine(places.directions().orElseThrow());
      case BOTH ->
          graph.plus(
              inUnits(energy(), places.units(), 0),
              inUnits(closeness(places.distances().orElseThrow(), features), places.units(), 2));
    };
  }

  private V temperature() {
    return graph.number(head.temperature());
  }

  /** The sum of the exponentials of what each output is below the largest. */
  private V exponentials() {
    V below = graph.over(graph.minus(logits, graph.largest(logits)), temperature());
    return sum(graph.exponential(below), head.classes());
  }

  private V energy() {
    return graph.plus(
        graph.over(graph.largest(logits), temperature()), graph.logarithm(exponentials()));
  }

  private V inUnits(V value, double[] units, int at) {
    return graph.over(graph.minus(value, graph.number(units[at])), graph.number(units[at + 1]));
  }

  private V cosine(Directions directions) {
    int size = directions.middle().length;
    V from = graph.minus(features, graph.constant(directions.middle(), 1, size));
    V length =
        graph.root(graph.plus(sum(graph.times(from, from), size), graph.number(NOTHING_SQUARED)));
    return graph.over(
        graph.largest(graph.product(from, columns(directions.towards(), size))), length);
  }

  /** To the nearest of the means, {@code [n, 1]}. */
  private V closeness(Distances distances, V seen) {
    int size = distances.features();
    V whitened =
        graph.product(seen, graph.constant(square(distances.whitening(), size), size, size));
    float[] means = distances.means();
    V products = graph.product(whitened, columns(means, size));
    V squares =
        graph.plus(
            graph.minus(
                sum(graph.times(whitened, whitened), size), graph.times(graph.number(2), products)),
            squares(means, size));
    V logarithm = graph.logarithm(graph.plus(squares, graph.number(1)));
    return graph.largest(graph.minus(graph.number(0), logarithm));
  }

  /** {@code [1, row]}: the sums of the squares of each row. */
  private V squares(float[] rows, int size) {
    V constant = graph.constant(rows, rows.length / size, size);
    return graph.shaped(sum(graph.times(constant, constant), size), rows.length / size);
  }

  /** {@code [n, 1]} of {@code [n, size]}. */
  private V sum(V value, int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return graph.product(value, graph.constant(ones, size, 1));
  }

  /** {@code [size, row]} of rows one after the other. */
  private V columns(float[] rows, int size) {
    int count = rows.length / size;
    float[] columns = new float[rows.length];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < size; i++) {
        columns[i * count + row] = rows[row * size + i];
      }
    }
    return graph.constant(columns, size, count);
  }

  private static float[] square(float[] triangle, int size) {
    float[] square = new float[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(triangle, Cholesky.row(row), square, row * size, row + 1);
    }
    return square;
  }

  private V share(UsualLook.Kind kind, V seen) {
    return share(kind.known(), closeness(kind.distances(), seen));
  }

  private V share(Ranks known, V score) {
    V share = ranked(known, score);
    double spread = known.spread();
    if (spread == 0) {
      return share;
    }
    V below = positive(graph.minus(graph.number(known.rising()[0]), score));
    V steps = graph.over(below, graph.number(-spread));
    return graph.times(share, graph.exponential(steps));
  }

  private V shareOfShares(Ranks known, V share) {
    if (known.rising()[0] == 0) {
      return ranked(known, share);
    }
    V least = graph.number(known.rising()[0]);
    V below = positive(graph.minus(least, share));
    return graph.times(ranked(known, share), graph.over(graph.minus(least, below), least));
  }

  private V ranked(Ranks known, V score) {
    V counted = graph.plus(graph.countUpTo(score, known.rising()), graph.number(1));
    return graph.over(counted, graph.number(known.rising().length + 1.0));
  }

  /** What is above nothing. */
  private V positive(V value) {
    return graph.times(graph.plus(value, graph.absolute(value)), graph.number(0.5));
  }

  private V smallest(List<V> shares) {
    V least = graph.largest(graph.minus(graph.number(0), graph.joined(shares, 1)));
    return graph.minus(graph.number(0), least);
  }
}
