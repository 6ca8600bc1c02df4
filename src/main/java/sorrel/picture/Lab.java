package sorrel.picture;

/** CIE L*a*b* (D50, as TIFF stores it: L 0 to 255, a and b around 128) to sRGB. */
final class Lab {
  private Lab() {}

  static void toRgb(RasterColours.Samples samples, int x, byte[] out, int at) {
    double fy = (samples.of(x, 0) * 100 / 255.0 + 16) / 116;
    double fx = fy + (samples.of(x, 1) - 128) / 500.0;
    double fz = fy - (samples.of(x, 2) - 128) / 200.0;
    double cx = 0.9642 * cube(fx);
    double cy = cube(fy);
    double cz = 0.8249 * cube(fz);
    // Bradford-adapted from D50 to sRGB's D65 (B. Lindbloom's tables).
    out[at] = gamma(3.1338561 * cx - 1.6168667 * cy - 0.4906146 * cz);
    out[at + 1] = gamma(-0.9787684 * cx + 1.9161415 * cy + 0.0334540 * cz);
    out[at + 2] = gamma(0.0719453 * cx - 0.2289914 * cy + 1.4052427 * cz);
  }

  private static double cube(double f) {
    return f > 6.0 / 29 ? f * f * f : (f - 4.0 / 29) * 108 / 841;
  }

  private static byte gamma(double light) {
    double value =
        light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
    return (byte) Math.round(Math.max(0, Math.min(1, value)) * 255);
  }
}
