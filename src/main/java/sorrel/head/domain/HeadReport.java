package sorrel.head.domain;

import java.util.Arrays;
import java.util.Comparator;
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

  /** The share of a class's pictures that got it, 0 to 1; 0 without pictures. */
  public double recall(int label) {
    int pictures = confusion.get(label).stream().mapToInt(Integer::intValue).sum();
    return pictures == 0 ? 0 : (double) confusion.get(label).get(label) / pictures;
  }

  /** The share of the pictures that got a class that are of it, 0 to 1; 0 where none got it. */
  public double precision(int label) {
    int got = confusion.stream().mapToInt(row -> row.get(label)).sum();
    return got == 0 ? 0 : (double) confusion.get(label).get(label) / got;
  }

  /** The share of pictures whose familiarity is below a threshold, in steps of a twentieth. */
  public double calledUnknown(double threshold) {
    int steps = (int) Math.round(threshold * TWENTIETHS);
    int below = familiarities.stream().limit(steps).mapToInt(Integer::intValue).sum();
    return total == 0 ? 0 : (double) below / total;
  }

  /** The classes that are right less often than all together, the worst first, up to a number. */
  public List<Integer> weakest(int number) {
    double usual = total == 0 ? 0 : (double) right / total;
    return IntStream.range(0, confusion.size())
        .boxed()
        .filter(label -> confusion.get(label).stream().anyMatch(count -> count > 0))
        .filter(label -> recall(label) < usual)
        .sorted(Comparator.comparingDouble(this::recall))
        .limit(number)
        .toList();
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
