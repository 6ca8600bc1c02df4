package sorrel.head.domain;

import java.util.Optional;

/**
 * How usual a picture is among those the head knows, as a share from 0 to 1 that means the same for
 * every model: of known pictures, the share that looks at least as strange.
 *
 * <p>A picture can be strange by its features, or by its look; the stranger of the two counts.
 *
 * @param measure what of the features is compared
 * @param distances what {@link Measure#measuresDistance} needs
 * @param units for {@link Measure#BOTH}: centre and spread of the energy, then of the distance
 * @param known the measure on pictures that the head was not fitted to; empty where there were
 *     none, and every picture is then usual
 * @param look how usual looks are told; empty where nobody looked
 * @param joint the smaller of the two shares, on the same pictures
 */
public record Familiarity(
    Measure measure,
    Optional<Distances> distances,
    double[] units,
    Ranks known,
    Optional<UsualLook> look,
    Ranks joint) {
  /**
   * The looks of known pictures.
   *
   * @param distances from their mean
   * @param known the closeness of pictures that the mean was not made from
   */
  public record UsualLook(Distances distances, Ranks known) {
    float share(float[] look) {
      return known.share(closeness(distances, look));
    }
  }

  /** What says of no picture that it is strange. */
  public static Familiarity unlimited() {
    return new Familiarity(
        Measure.PROBABILITY,
        Optional.empty(),
        neutral(),
        new Ranks(new float[0]),
        Optional.empty(),
        new Ranks(new float[0]));
  }

  static double[] neutral() {
    return new double[] {0, 1, 0, 1};
  }

  /** The share of known pictures that look at least as strange. */
  float of(Traits traits, float[] logits, double temperature) {
    if (known.isEmpty()) {
      return 1;
    }
    float share = known.share(score(traits.features(), logits, temperature));
    return look.isEmpty() ? share : joint.share(Math.min(share, look.get().share(traits.look())));
  }

  /** The measure itself; larger is more usual. */
  double score(float[] features, float[] logits, double temperature) {
    double nearest = measure.measuresDistance() ? distances.orElseThrow().nearest(features) : 0;
    return score(measure, units, logits, temperature, nearest);
  }

  /**
   * The measure of what was computed before.
   *
   * @param nearest the square of the distance to the nearest class; of no meaning where the measure
   *     needs none
   */
  static double score(
      Measure measure, double[] units, float[] logits, double temperature, double nearest) {
    return switch (measure) {
      case PROBABILITY -> Softmax.of(logits, temperature)[Softmax.best(logits)];
      case OUTPUT -> logits[Softmax.best(logits)] / temperature;
      case ENERGY -> Softmax.energy(logits, temperature);
      case DISTANCE -> closeness(nearest);
      case BOTH ->
          (Softmax.energy(logits, temperature) - units[0]) / units[1]
              + (closeness(nearest) - units[2]) / units[3];
    };
  }

  static double closeness(Distances distances, float[] x) {
    return closeness(distances.nearest(x));
  }

  /** The logarithm keeps what is far from drowning what is near. */
  private static double closeness(double squareDistance) {
    return -Math.log1p(squareDistance);
  }
}
