package sorrel.head.domain;

import java.util.Optional;

/**
 * How usual a picture is among those the head knows, as a share from 0 to 1 that means the same for
 * every model: of known pictures, the share that looks at least as strange.
 *
 * <p>A picture can be strange by its features, or by its look; the strangest counts.
 *
 * @param measure what of the features is compared
 * @param places what of the classes it is compared with
 * @param known the measure on pictures that the head was not fitted to; empty where there were
 *     none, and every picture is then usual
 * @param look how usual looks are told; empty where nobody looked
 * @param joint the smallest of the shares of the same pictures, each among the others
 */
public record Familiarity(
    Measure measure, Places places, Ranks known, Optional<UsualLook> look, Ranks joint) {
  /**
   * Where classes lie among the features, as far as a measure needs it.
   *
   * @param distances what {@link Measure#measuresDistance} needs
   * @param directions what {@link Measure#measuresDirection} needs
   * @param units for {@link Measure#BOTH}: centre and spread of the energy, then of the distance
   */
  public record Places(
      Optional<Distances> distances, Optional<Directions> directions, double[] units) {
    static Places none() {
      return new Places(Optional.empty(), Optional.empty(), neutral());
    }

    /** The square of the distance, or the cosine of the angle, to the nearest class. */
    private double nearest(Measure measure, float[] features) {
      if (measure.measuresDistance()) {
        return distances.orElseThrow().nearest(features);
      }
      return measure.measuresDirection() ? directions.orElseThrow().nearest(features) : 0;
    }
  }

  /** What says of no picture that it is strange. */
  public static Familiarity unlimited() {
    Ranks none = new Ranks(new float[0]);
    return new Familiarity(Measure.PROBABILITY, Places.none(), none, Optional.empty(), none);
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
    return look.isEmpty()
        ? share
        : joint.shareOfShares(Math.min(share, look.get().share(traits.look())));
  }

  /** The measure itself; larger is more usual. */
  double score(float[] features, float[] logits, double temperature) {
    return score(measure, places.units(), logits, temperature, places.nearest(measure, features));
  }

  /**
   * The measure of what was computed before.
   *
   * @param nearest the square of the distance, or the cosine of the angle, to the nearest class; of
   *     no meaning where the measure needs neither
   */
  static double score(
      Measure measure, double[] units, float[] logits, double temperature, double nearest) {
    return switch (measure) {
      case PROBABILITY -> Softmax.of(logits, temperature)[Softmax.best(logits)];
      case OUTPUT -> logits[Softmax.best(logits)] / temperature;
      case ENERGY -> Softmax.energy(logits, temperature);
      case DISTANCE -> closeness(nearest);
      case DIRECTION -> nearest;
      case BOTH ->
          (Softmax.energy(logits, temperature) - units[0]) / units[1]
              + (closeness(nearest) - units[2]) / units[3];
    };
  }

  /** The logarithm keeps what is far from drowning what is near. */
  static double closeness(double squareDistance) {
    return -Math.log1p(squareDistance);
  }
}
