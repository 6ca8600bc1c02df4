package sorrel.picture;

import java.util.Arrays;

/**
 * Two small pictures, brought to one brightness and contrast and moved half way towards each other
 * by the small shift and stretch that makes them most alike: B. Lucas, T. Kanade, "An Iterative
 * Image Registration Technique with an Application to Stereo Vision" (1981), one step of it.
 */
final class Alignment {
  private static final int SIDE = SmallPicture.SIDE;
  private static final int CELLS = SmallPicture.CELLS;

  /** Cells by which anything may move. */
  private static final double MOVE_MAX = 1;

  /** Added to the squares of the movements, so that a picture without edges does not move. */
  private static final double STIFFNESS = 1e-4;

  /** Cells of a part's side. */
  private static final int PART = 4;

  /**
   * Added to a part's energy, which is a sixteenth in the mean, so that parts with next to nothing
   * in them count as alike.
   */
  private static final double PART_NOISE = 0.00125;

  private final double[] one;
  private final double[] other;

  private Alignment(double[] one, double[] other) {
    this.one = one;
    this.other = other;
  }

  static Alignment of(SmallPicture first, SmallPicture second) {
    double[] one = normalised(first);
    double[] other = normalised(second);
    double[] difference = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      difference[i] = other[i] - one[i];
    }
    double[][] effects = effects(one, other);
    double[] moves = bounded(moves(effects, difference));
    for (int i = 0; i < CELLS; i++) {
      double moved = 0;
      for (int m = 0; m < moves.length; m++) {
        moved += moves[m] * effects[m][i];
      }
      one[i] += moved / 2;
      other[i] -= moved / 2;
    }
    return new Alignment(one, other);
  }

  /**
   * How alike the parts are, up to 1: the lesser of their mean and their mean weighted by what
   * there is in them. The first would pass different small things before one background, the second
   * different small things beside one large.
   */
  double likenessOfParts() {
    double sum = 0;
    double weighted = 0;
    double weights = 0;
    for (int y = 0; y < SIDE; y += PART) {
      for (int x = 0; x < SIDE; x += PART) {
        double products = covariance(one, other, x, y);
        // What is flat may come out a little below zero.
        double energies = Math.max(0, covariance(one, one, x, y) + covariance(other, other, x, y));
        double alike = (2 * products + PART_NOISE) / (energies + PART_NOISE);
        double weight = Math.sqrt(energies);
        sum += alike;
        weighted += weight * alike;
        weights += weight;
      }
    }
    double mean = sum * PART * PART / CELLS;
    return weights == 0 ? mean : Math.min(mean, weighted / weights);
  }

  private static double covariance(double[] left, double[] right, int x0, int y0) {
    double products = 0;
    double leftSum = 0;
    double rightSum = 0;
    for (int y = y0; y < y0 + PART; y++) {
      for (int x = x0; x < x0 + PART; x++) {
        double l = left[y * SIDE + x];
        double r = right[y * SIDE + x];
        products += l * r;
        leftSum += l;
        rightSum += r;
      }
    }
    return products - leftSum * rightSum / (PART * PART);
  }

  private static double[] normalised(SmallPicture small) {
    double[] values = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      values[i] = (small.level(i) - small.mean()) / small.length();
    }
    return values;
  }

  /** What each of shift and stretch, across and down, by a cell at the edge, changes. */
  private static double[][] effects(double[] one, double[] other) {
    double[] middle = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      middle[i] = (one[i] + other[i]) / 2;
    }
    double[][] effects = new double[4][CELLS];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int i = y * SIDE + x;
        double across = slope(middle, i, x, 1);
        double down = slope(middle, i, y, SIDE);
        effects[0][i] = across;
        effects[1][i] = across * fromMiddle(x);
        effects[2][i] = down;
        effects[3][i] = down * fromMiddle(y);
      }
    }
    for (double[] effect : effects) {
      double mean = Arrays.stream(effect).sum() / CELLS;
      for (int i = 0; i < CELLS; i++) {
        effect[i] -= mean;
      }
    }
    return effects;
  }

  private static double slope(double[] values, int i, int place, int step) {
    int before = place == 0 ? i : i - step;
    int after = place == SIDE - 1 ? i : i + step;
    return (values[after] - values[before]) * step / (after - before);
  }

  /** From -1 to 1. */
  private static double fromMiddle(int place) {
    return (place - (SIDE - 1) / 2.0) / (SIDE / 2.0);
  }

  /** The least squares solution, by elimination; the matrix is positive definite. */
  private static double[] moves(double[][] effects, double[] difference) {
    int count = effects.length;
    double[][] rows = new double[count][count + 1];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < count; c++) {
        rows[r][c] = dot(effects[r], effects[c]) + (r == c ? STIFFNESS : 0);
      }
      rows[r][count] = dot(effects[r], difference);
    }
    for (int pivot = 0; pivot < count; pivot++) {
      for (int r = pivot + 1; r < count; r++) {
        double factor = rows[r][pivot] / rows[pivot][pivot];
        for (int c = pivot; c <= count; c++) {
          rows[r][c] -= factor * rows[pivot][c];
        }
      }
    }
    double[] moves = new double[count];
    for (int r = count - 1; r >= 0; r--) {
      double rest = rows[r][count];
      for (int c = r + 1; c < count; c++) {
        rest -= rows[r][c] * moves[c];
      }
      moves[r] = rest / rows[r][r];
    }
    return moves;
  }

  private static double[] bounded(double[] moves) {
    double farthest =
        Math.max(Math.abs(moves[0]) + Math.abs(moves[1]), Math.abs(moves[2]) + Math.abs(moves[3]));
    double scale = farthest > MOVE_MAX ? MOVE_MAX / farthest : 1;
    double[] bounded = new double[moves.length];
    for (int m = 0; m < moves.length; m++) {
      bounded[m] = moves[m] * scale;
    }
    return bounded;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
