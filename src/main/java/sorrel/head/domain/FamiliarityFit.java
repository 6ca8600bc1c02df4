package sorrel.head.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sorrel.head.domain.Familiarity.UsualLook;

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
  private final HeadMaker.Checks checks;
  private final Linear linear;
  private final double temperature;
  private final Distances distances;

  private FamiliarityFit(
      FeatureTable table,
      HeadMaker.Checks checks,
      Linear linear,
      double temperature,
      Distances distances) {
    this.table = table;
    this.checks = checks;
    this.linear = linear;
    this.temperature = temperature;
    this.distances = distances;
  }

  /** Fits to the check pictures; without any, every picture is usual. */
  static Familiarity of(
      FeatureTable table, HeadMaker.Checks checks, Linear linear, double temperature) {
    if (checks.labels().length == 0) {
      return Familiarity.unlimited();
    }
    Distances distances = Discriminant.of(table.sums(), SHRINKAGE).distances();
    return new FamiliarityFit(table, checks, linear, temperature, distances).fit();
  }

  private Familiarity fit() {
    double[] units = units();
    Measure best = linear.classes() < 3 ? WITHOUT_CHOICE : chosen(units);
    Familiarity open = open(best, distances, units);
    float[] scores = new float[checks.labels().length];
    for (int i = 0; i < scores.length; i++) {
      float[] x = checks.features()[i];
      scores[i] = (float) open.score(x, linear.logits(x), temperature);
    }
    Ranks known = Ranks.of(scores);
    Optional<UsualLook> look = UsualLookFit.of(table, checks.rows());
    return new Familiarity(
        best,
        best.measuresDistance() ? Optional.of(distances) : Optional.empty(),
        units,
        known,
        look,
        look.map(usual -> joint(scores, known, usual)).orElse(known));
  }

  private Ranks joint(float[] scores, Ranks known, UsualLook look) {
    float[] shares = new float[scores.length];
    for (int i = 0; i < shares.length; i++) {
      float[] seen = table.traits(checks.rows()[i]).look();
      shares[i] = Math.min(known.share(scores[i]), look.share(seen));
    }
    return Ranks.of(shares);
  }

  private Measure chosen(double[] units) {
    Map<Measure, Double> sums = new EnumMap<>(Measure.class);
    int[] sample = sample();
    for (int c : leftOut()) {
      for (Measure measure : Measure.values()) {
        sums.merge(measure, separation(measure, c, sample, units), Double::sum);
      }
    }
    return sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The chance that a stranger looks stranger than a known picture, once a class is left out. */
  private double separation(Measure measure, int leftOut, int[] sample, double[] units) {
    Linear rest = linear.without(leftOut);
    Familiarity open = open(measure, distances.without(leftOut), units);
    List<Double> strangers = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    for (int i : sample) {
      float[] x = checks.features()[i];
      double score = open.score(x, rest.logits(x), temperature);
      (checks.labels()[i] == leftOut ? strangers : known).add(score);
    }
    return Ranking.areaUnderCurve(known, strangers);
  }

  private static Familiarity open(Measure measure, Distances distances, double[] units) {
    Ranks none = new Ranks(new float[0]);
    return new Familiarity(measure, Optional.of(distances), units, none, Optional.empty(), none);
  }

  /** Centre and spread of energy and of closeness, which {@link Measure#BOTH} adds. */
  private double[] units() {
    double[] units = new double[4];
    centre(Measure.ENERGY, units, 0);
    centre(Measure.DISTANCE, units, 2);
    return units;
  }

  private void centre(Measure measure, double[] units, int at) {
    Familiarity open = open(measure, distances, Familiarity.neutral());
    double[] scores =
        Arrays.stream(checks.features())
            .mapToDouble(x -> open.score(x, linear.logits(x), temperature))
            .toArray();
    double mean = Arrays.stream(scores).average().orElse(0);
    double variance = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElse(0);
    units[at] = mean;
    units[at + 1] = variance > 0 ? Math.sqrt(variance) : 1;
  }

  private int[] sample() {
    int count = checks.labels().length;
    int step = Math.ceilDiv(count, SAMPLE);
    return IntStream.range(0, Math.ceilDiv(count, step)).map(i -> i * step).toArray();
  }

  private int[] leftOut() {
    int classes = linear.classes();
    int step = Math.ceilDiv(classes, CLASSES_LEFT_OUT);
    return IntStream.range(0, Math.ceilDiv(classes, step)).map(i -> i * step).toArray();
  }
}
