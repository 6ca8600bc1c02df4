package sorrel.head.domain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sorrel.kernel.Part;

/**
 * What a head made of the pictures of one part.
 *
 * @param right pictures that got their own class
 * @param total pictures
 * @param confusion a row for each true class, in it how many pictures got each class
 * @param calibrationError mean difference between how sure the head was and how often it was right,
 *     0 to 1, over {@value #BINS} bins of probability (expected calibration error)
 * @param crossEntropy mean, natural logarithm
 * @param familiarities each picture's familiarity in twentieths, counted: the first is up to 5 %
 */
public record HeadReport(
    int right,
    int total,
    List<List<Integer>> confusion,
    double calibrationError,
    double crossEntropy,
    List<Integer> familiarities) {
  static final int BINS = 15;

  private static final int TWENTIETHS = 20;

  public HeadReport {
    confusion = confusion.stream().map(List::copyOf).toList();
    familiarities = List.copyOf(familiarities);
  }

  /** Judges all pictures of a part. */
  public static HeadReport of(Head head, FeatureTable table, Part part) {
    Count count = new Count(head.classes());
    for (int row : table.of(part)) {
      count.add(head.judge(table.traits(row)), table.rows().get(row).label());
    }
    return count.report();
  }

  private static final class Count {
    private final int[][] confusion;
    private final int[] familiarities = new int[TWENTIETHS];
    private final int[] inBin = new int[BINS];
    private final double[] sureness = new double[BINS];
    private final int[] rightInBin = new int[BINS];
    private double surprise;
    private int total;

    Count(int classes) {
      confusion = new int[classes][classes];
    }

    void add(Head.Judgement judgement, int label) {
      float[] probabilities = judgement.probabilities();
      int best = Softmax.best(probabilities);
      confusion[label][best]++;
      int bin = Math.min(BINS - 1, (int) (probabilities[best] * BINS));
      inBin[bin]++;
      sureness[bin] += probabilities[best];
      rightInBin[bin] += best == label ? 1 : 0;
      surprise -= Math.log(Math.max(probabilities[label], Float.MIN_NORMAL));
      familiarities[Math.min(TWENTIETHS - 1, (int) (judgement.familiarity() * TWENTIETHS))]++;
      total++;
    }

    HeadReport report() {
      int right = IntStream.range(0, confusion.length).map(c -> confusion[c][c]).sum();
      double error = 0;
      for (int bin = 0; bin < BINS; bin++) {
        error += Math.abs(sureness[bin] - rightInBin[bin]);
      }
      return new HeadReport(
          right,
          total,
          Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList(),
          total == 0 ? 0 : error / total,
          total == 0 ? 0 : surprise / total,
          Arrays.stream(familiarities).boxed().toList());
    }
  }
}
