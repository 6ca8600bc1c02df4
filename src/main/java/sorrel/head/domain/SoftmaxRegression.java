package sorrel.head.domain;

import java.util.Arrays;
import java.util.stream.IntStream;
import sorrel.kernel.Part;

/**
 * Multinomial logistic regression on features, from a first guess towards the least cross-entropy
 * on the training part. It draws the borders between classes where they meet, which {@link
 * Discriminant} infers from what all pictures of a class have in common.
 *
 * <p>Each step solves with one matrix that bounds the curvature everywhere, made from the spread of
 * all features, so that few steps are enough. Sources: D. Böhning, "Multinomial logistic regression
 * algorithm", 1992, https://doi.org/10.1007/BF00048682; A. Beck and M. Teboulle, "A Fast Iterative
 * Shrinkage-Thresholding Algorithm for Linear Inverse Problems", 2009,
 * https://doi.org/10.1137/080716542.
 *
 * <p>Not safe for several threads.
 */
final class SoftmaxRegression {
  /** Multiplications a step may take; of more pictures, every second or third is learned from. */
  private static final long WORK_MAX = 40_000_000;

  /** How strongly weights are drawn to zero, as a share of the mean curvature. */
  private static final double RIDGE = 1e-4;

  /** The curvature of a softmax is nowhere above it, for features of length 1. */
  private static final double CURVATURE_MAX = 0.5;

  private static final int BLOCK = 256;

  /** A mistake in a probability that is too small to learn from. */
  private static final float NEGLIGIBLE = 1e-5f;

  private final int classes;
  private final int features;
  private final float[] centre;
  private final float[][] pictures;

  /** The same numbers as {@code [block, feature, picture]}, which are faster to multiply. */
  private final float[][][] blocks;

  private final int[] labels;

  /** Of each class, how many pictures each of its pictures stands for. */
  private final float[] weight;

  /** The pictures that all stand for. */
  private final double total;

  private final double ridge;

  /** Of the matrix that bounds the curvature for the weights of a class. */
  private final double[] factor;

  private Point now;

  /** Where the next step begins: beyond the last one, by a part of it. */
  private Point ahead;

  private double momentum = 1;

  /**
   * Weights for features less their centre.
   *
   * @param weights {@code [class, feature]}
   */
  private record Point(float[][] weights, float[] offsets) {}

  /**
   * Begins.
   *
   * @param table whose sums hold pictures
   * @param start where to begin; of about the right size, so that its temperature is about 1
   */
  SoftmaxRegression(FeatureTable table, Linear start) {
    ClassSums sums = table.isPartial() ? table.sums().with(table.waiting()) : table.sums();
    classes = sums.classes();
    features = sums.features();
    double[] mean = sums.centre();
    centre = new float[features];
    for (int f = 0; f < features; f++) {
      centre[f] = (float) mean[f];
    }
    int[] rows = sample(table.of(Part.TRAINING), (long) features * classes);
    labels = table.labels(rows);
    pictures =
        IntStream.of(rows).mapToObj(row -> centred(table.features(row))).toArray(float[][]::new);
    blocks = blocks();
    weight = new float[classes];
    for (int c = 0; c < classes; c++) {
      weight[c] = (float) sums.count(c) / Math.max(1, table.sums().count(c));
    }
    total = IntStream.of(labels).mapToDouble(label -> weight[label]).sum();
    factor = sums.covariance();
    double trace = 0;
    for (int i = 0; i < features; i++) {
      trace += factor[Cholesky.diagonal(i)];
    }
    ridge = Math.max(Float.MIN_NORMAL, CURVATURE_MAX * RIDGE * trace / features);
    for (int i = 0; i < factor.length; i++) {
      factor[i] *= CURVATURE_MAX;
    }
    for (int i = 0; i < features; i++) {
      factor[Cholesky.diagonal(i)] += ridge;
    }
    Cholesky.decompose(factor, features);
    now = centred(start);
    ahead = now;
  }

  private static int[] sample(int[] rows, long work) {
    int step = Math.toIntExact(Math.max(1, Math.ceilDiv(rows.length * work, WORK_MAX)));
    return IntStream.range(0, Math.ceilDiv(rows.length, step)).map(i -> rows[i * step]).toArray();
  }

  private float[] centred(float[] x) {
    for (int f = 0; f < features; f++) {
      x[f] -= centre[f];
    }
    return x;
  }

  private float[][][] blocks() {
    float[][][] result = new float[Math.ceilDiv(pictures.length, BLOCK)][features][BLOCK];
    for (int i = 0; i < pictures.length; i++) {
      for (int f = 0; f < features; f++) {
        result[i / BLOCK][f][i % BLOCK] = pictures[i][f];
      }
    }
    return result;
  }

  private Point centred(Linear linear) {
    float[][] weights = new float[classes][features];
    float[] offsets = new float[classes];
    for (int c = 0; c < classes; c++) {
      for (int f = 0; f < features; f++) {
        weights[c][f] = linear.weights()[f * classes + c];
      }
      offsets[c] = linear.offsets()[c] + (float) dot(weights[c], centre);
    }
    return new Point(weights, offsets);
  }

  /** The classifier after the steps so far. */
  Linear linear() {
    float[] weights = new float[features * classes];
    float[] offsets = new float[classes];
    for (int c = 0; c < classes; c++) {
      for (int f = 0; f < features; f++) {
        weights[f * classes + c] = now.weights()[c][f];
      }
      offsets[c] = now.offsets()[c] - (float) dot(now.weights()[c], centre);
    }
    return new Linear(weights, offsets);
  }

  /** Takes another step. */
  void step() {
    Point next = descended(ahead, gradient(ahead));
    double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    ahead = beyond(now, next, (float) ((momentum - 1) / nextMomentum));
    momentum = nextMomentum;
    now = next;
  }

  /** Sums over all pictures, not means. */
  private Point gradient(Point at) {
    Point gradient = new Point(new float[classes][features], new float[classes]);
    float[] one = new float[classes];
    for (int block = 0; block < blocks.length; block++) {
      float[][] logits = logits(blocks[block], at);
      int end = Math.min(BLOCK, pictures.length - block * BLOCK);
      for (int i = 0; i < end; i++) {
        for (int c = 0; c < classes; c++) {
          one[c] = logits[c][i];
        }
        learn(gradient, one, block * BLOCK + i);
      }
    }
    return gradient;
  }

  /** Of a block of pictures, as {@code [class, picture]}. */
  private float[][] logits(float[][] block, Point at) {
    float[][] logits = new float[classes][BLOCK];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(logits[c], at.offsets()[c]);
      for (int f = 0; f < features; f++) {
        add(logits[c], block[f], at.weights()[c][f]);
      }
    }
    return logits;
  }

  private void learn(Point gradient, float[] logits, int picture) {
    float[] wrong = Softmax.of(logits, 1);
    wrong[labels[picture]] -= 1;
    for (int c = 0; c < classes; c++) {
      if (Math.abs(wrong[c]) > NEGLIGIBLE) {
        float slope = wrong[c] * weight[labels[picture]];
        gradient.offsets()[c] += slope;
        add(gradient.weights()[c], pictures[picture], slope);
      }
    }
  }

  private Point descended(Point from, Point gradient) {
    float[][] weights = new float[classes][features];
    float[] offsets = new float[classes];
    double[] slope = new double[features];
    for (int c = 0; c < classes; c++) {
      for (int f = 0; f < features; f++) {
        slope[f] = gradient.weights()[c][f] / total + ridge * from.weights()[c][f];
      }
      Cholesky.solve(factor, slope);
      for (int f = 0; f < features; f++) {
        weights[c][f] = from.weights()[c][f] - (float) slope[f];
      }
      double offsetSlope = gradient.offsets()[c] / total;
      offsets[c] = from.offsets()[c] - (float) (offsetSlope / CURVATURE_MAX);
    }
    return new Point(weights, offsets);
  }

  private Point beyond(Point last, Point next, float by) {
    Point beyond = new Point(new float[classes][], new float[classes]);
    for (int c = 0; c < classes; c++) {
      beyond.weights()[c] = beyond(last.weights()[c], next.weights()[c], by);
    }
    System.arraycopy(beyond(last.offsets(), next.offsets(), by), 0, beyond.offsets(), 0, classes);
    return beyond;
  }

  private static float[] beyond(float[] last, float[] next, float by) {
    float[] beyond = new float[next.length];
    for (int i = 0; i < next.length; i++) {
      beyond[i] = next[i] + by * (next[i] - last[i]);
    }
    return beyond;
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  private static void add(float[] sums, float[] x, float by) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += by * x[i];
    }
  }
}
