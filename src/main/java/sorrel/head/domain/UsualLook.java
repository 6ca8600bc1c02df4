package sorrel.head.domain;

/**
 * The looks of known pictures.
 *
 * @param layouts where in them what lies
 * @param textures how strong their details are
 */
public record UsualLook(Kind layouts, Kind textures) {
  /**
   * One side of looks.
   *
   * @param distances from the mean
   * @param known the closeness of pictures that the mean was not made from
   */
  public record Kind(Distances distances, Ranks known) {
    private float share(float[] seen) {
      return known.share(closeness(distances, seen));
    }
  }

  /** The share of known pictures that look at least as strange, by the stranger side. */
  float share(Look look) {
    return Math.min(layouts.share(look.layout()), textures.share(look.texture()));
  }

  static double closeness(Distances distances, float[] seen) {
    return Familiarity.closeness(distances.nearest(seen));
  }
}
