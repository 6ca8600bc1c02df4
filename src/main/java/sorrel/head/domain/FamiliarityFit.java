package sorrel.head.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import sorrel.head.domain.Familiarity.Places;

/**
 * Chooses how the strange is told from the usual, by leaving out one class after the other: its
 * pictures then are strangers that were not made up, and the measure that ranks them lowest among
 * the others' wins. Nobody has to bring pictures of what the model does not know.
 */
final class FamiliarityFit {
  private static final double SHRINKAGE = 0.03;

  /** Classes left out at most; more say the same. */
  private static final int CLASSES_LEFT_OUT = 10;

  /** Check pictures looked at for the choice. */
  private static final int SAMPLE = 2_000;

  /** With two classes there is nothing to leave out: distance needs no second class. */
  private static final Measure WITHOUT_CHOICE = Measure.BOTH;

  private final FeatureTable table;
  private final int[] rows;
  private final int[] labels;
  private final double temperature;
  private final Distances distances;
  private final Directions directions;
  private final float[][] features;

  /** Of each check picture, one number a class. */
  private final float[][] logits;

  /** Of each check picture, the squares of its distances to the classes. */
  private final double[][] squares;

  private FamiliarityFit(
      FeatureTable table,
      HeadMaker.Checks checks,
      float[][] logits,
      double temperature,
      Distances distances) {
    this.table = table;
    this.rows = checks.rows();
    this.labels = checks.labels();
    this.logits = logits;
    this.temperature = temperature;
    this.distances = distances;
    this.directions = Directions.of(table.sums());
    this.features = checks.features();
    this.squares = Arrays.stream(features).map(distances::squares).toArray(double[][]::new);
  }

  /**
   * Fits to the check pictures; without any, every picture is usual.
   *
   * @param logits of the check pictures
   */
  static Familiarity of(
      FeatureTable table, HeadMaker.Checks checks, float[][] logits, double temperature) {
    if (logits.length == 0) {
      return Familiarity.unlimited();
    }
    Distances distances = Discriminant.of(table.sums(), SHRINKAGE).distances();
    return new FamiliarityFit(table, checks, logits, temperature, distances).fit();
  }

  private Familiarity fit() {
    double[] units = units();
    Measure best = logits[0].length < 3 ? WITHOUT_CHOICE : chosen(units);
    float[] scores = new float[logits.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) score(best, units, i);
    }
    Ranks known = Ranks.of(scores);
    Optional<UsualLook> look = UsualLookFit.of(table, rows);
    return new Familiarity(
        best,
        new Places(
            best.measuresDistance() ? Optional.of(distances) : Optional.empty(),
            best.measuresDirection() ? Optional.of(directions) : Optional.empty(),
            units),
        known,
        look,
        look.map(usual -> joint(scores, usual)).orElse(known));
  }

  private double score(Measure measure, double[] units, int i) {
    double nearest =
        measure.measuresDirection()
            ? directions.nearest(features[i])
            : Arrays.stream(squares[i]).min().orElseThrow();
    return Familiarity.score(measure, units, logits[i], temperature, nearest);
  }

  private Ranks joint(float[] scores, UsualLook look) {
    float[] shares = Ranks.amongOthers(scores);
    float[] layouts = Ranks.amongOthers(closeness(look.layouts(), Look::layout));
    float[] textures = Ranks.amongOthers(closeness(look.textures(), Look::texture));
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.min(shares[i], Math.min(layouts[i], textures[i]));
    }
    return Ranks.of(shares);
  }

  private float[] closeness(UsualLook.Kind kind, Function<Look, float[]> side) {
    float[] scores = new float[rows.length];
    for (int i = 0; i < scores.length; i++) {
      float[] seen = side.apply(table.look(rows[i]).look());
      scores[i] = (float) UsualLook.closeness(kind.distances(), seen);
    }
    return scores;
  }

  private Measure chosen(double[] units) {
    Map<Measure, Double> sums = new EnumMap<>(Measure.class);
    int[] sample = sample();
    for (int c : leftOut()) {
      Directions others = Directions.without(table.sums(), c);
      for (Measure measure : Measure.values()) {
        sums.merge(measure, separation(measure, c, others, sample, units), Double::sum);
      }
    }
    return sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The chance that a stranger looks stranger than a known picture, once a class is left out. */
  private double separation(
      Measure measure, int leftOut, Directions others, int[] sample, double[] units) {
    List<Double> strangers = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    for (int i : sample) {
      double nearest =
          measure.measuresDirection()
              ? others.nearest(features[i])
              : nearestBut(squares[i], leftOut);
      float[] outputs = without(logits[i], leftOut);
      double score = Familiarity.score(measure, units, outputs, temperature, nearest);
      (labels[i] == leftOut ? strangers : known).add(score);
    }
    return Ranking.areaUnderCurve(known, strangers);
  }

  private static float[] without(float[] values, int left) {
    float[] fewer = new float[values.length - 1];
    System.arraycopy(values, 0, fewer, 0, left);
    System.arraycopy(values, left + 1, fewer, left, fewer.length - left);
    return fewer;
  }

  private static double nearestBut(double[] squares, int left) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < squares.length; c++) {
      nearest = c == left ? nearest : Math.min(nearest, squares[c]);
    }
    return nearest;
  }

  /** Centre and spread of energy and of closeness, which {@link Measure#BOTH} adds. */
  private double[] units() {
    double[] units = new double[4];
    centre(Measure.ENERGY, units, 0);
    centre(Measure.DISTANCE, units, 2);
    return units;
  }

  private void centre(Measure measure, double[] units, int at) {
    double[] scores =
        IntStream.range(0, logits.length)
            .mapToDouble(i -> score(measure, Familiarity.neutral(), i))
            .toArray();
    double mean = Arrays.stream(scores).average().orElse(0);
    double variance = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElse(0);
    units[at] = mean;
    units[at + 1] = variance > 0 ? Math.sqrt(variance) : 1;
  }

  private int[] sample() {
    int step = Math.ceilDiv(logits.length, SAMPLE);
    return IntStream.range(0, Math.ceilDiv(logits.length, step)).map(i -> i * step).toArray();
  }

  private int[] leftOut() {
    int classes = logits[0].length;
    int step = Math.ceilDiv(classes, CLASSES_LEFT_OUT);
    return IntStream.range(0, Math.ceilDiv(classes, step)).map(i -> i * step).toArray();
  }
}
