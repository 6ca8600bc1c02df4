package sorrel.loadtest.report;

import java.math.BigDecimal;

/** Numbers as they are written here. */
final class Text {
  static final double HUNDREDTH_LEFT = 0.99;

  private Text() {}

  /** Without a fraction that is zero. */
  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
