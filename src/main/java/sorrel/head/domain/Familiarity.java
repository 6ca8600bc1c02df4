package sorrel.head.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * How usual a picture is among those the head knows, as a share from 0 to 1 that means the same for
 * every model: of known pictures, the share that looks at least as strange.
 *
 * @param measure what is compared
 * @param distances what {@link Measure#measuresDistance} needs
 * @param units for {@link Measure#BOTH}: centre and spread of the energy, then of the distance
 * @param known the measure on pictures that the head was not fitted to, rising; empty where there
 *     were none, and every picture is then usual
 */
public record Familiarity(
    Measure measure, Optional<Distances> distances, double[] units, float[] known) {
  /** What says of no picture that it is strange. */
  public static Familiarity unlimited() {
    return new Familiarity(Measure.PROBABILITY, Optional.empty(), neutral(), new float[0]);
  }

  static double[] neutral() {
    return new double[] {0, 1, 0, 1};
  }

  /** The share of known pictures that look at least as strange. */
  float of(float[] features, float[] logits, double temperature) {
    return known.length == 0 ? 1 : share(score(features, logits, temperature));
  }

  /** The measure itself; larger is more usual. */
  double score(float[] features, float[] logits, double temperature) {
    return switch (measure) {
      case PROBABILITY -> Softmax.of(logits, temperature)[Softmax.best(logits)];
      case OUTPUT -> logits[Softmax.best(logits)] / temperature;
      case ENERGY -> Softmax.energy(logits, temperature);
      case DISTANCE -> closeness(features);
      case BOTH ->
          (Softmax.energy(logits, temperature) - units[0]) / units[1]
              + (closeness(features) - units[2]) / units[3];
    };
  }

  /** The logarithm keeps what is far from drowning what is near. */
  private double closeness(float[] features) {
    return -Math.log1p(distances.orElseThrow().nearest(features));
  }

  private float share(double score) {
    int place = Arrays.binarySearch(known, (float) score);
    int below = place >= 0 ? lastOf(place) + 1 : -place - 1;
    return (float) below / known.length;
  }

  private int lastOf(int place) {
    int last = place;
    while (last + 1 < known.length && known[last + 1] == known[place]) {
      last++;
    }
    return last;
  }
}
