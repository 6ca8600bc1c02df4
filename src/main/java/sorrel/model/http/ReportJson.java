package sorrel.model.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sorrel.head.domain.HeadReport;
import sorrel.kernel.Interval;
import sorrel.model.domain.Version;

/**
 * How a version did on the pictures that were held back for testing, as callers see it.
 *
 * @param accuracy with its 95 % interval; empty without testing pictures
 * @param calibrationError mean difference between how sure it was and how often it was right
 * @param calledUnknown the share of these pictures, all of known classes, that it calls unknown
 * @param confusion a row for each class in their order, in it how many pictures got each class
 * @param confusedMost pairs of classes, the most frequent mistake first
 */
record ReportJson(
    int version,
    int testingImages,
    int right,
    Optional<Interval> accuracy,
    double calibrationError,
    double crossEntropy,
    double calledUnknown,
    List<ClassReportJson> classes,
    List<List<Integer>> confusion,
    List<MistakeJson> confusedMost) {
  private static final int MISTAKES_MAX = 20;

  /**
   * A class.
   *
   * @param recall the share of its pictures that got it
   * @param precision the share of pictures that got it that are of it
   */
  record ClassReportJson(
      String label, int testingImages, double recall, Interval recallInterval, double precision) {}

  /** Pictures of one class that got another. */
  record MistakeJson(String label, String takenFor, int images) {}

  /**
   * A report in words and numbers.
   *
   * @param unknownThreshold the familiarity below which a picture counts as unknown
   */
  static ReportJson of(Version version, HeadReport report, double unknownThreshold) {
    List<String> labels = version.classes().stream().map(Version.OutputClass::label).toList();
    return new ReportJson(
        version.number(),
        report.total(),
        report.right(),
        version.accuracy(),
        rounded(report.calibrationError()),
        rounded(report.crossEntropy()),
        rounded(report.calledUnknown(unknownThreshold)),
        IntStream.range(0, labels.size()).mapToObj(i -> of(labels.get(i), report, i)).toList(),
        report.confusion(),
        mistakes(labels, report));
  }

  private static ClassReportJson of(String label, HeadReport report, int place) {
    int images = report.confusion().get(place).stream().mapToInt(Integer::intValue).sum();
    return new ClassReportJson(
        label,
        images,
        rounded(report.recall(place)),
        Interval.wilson(report.confusion().get(place).get(place), images),
        rounded(report.precision(place)));
  }

  private static List<MistakeJson> mistakes(List<String> labels, HeadReport report) {
    List<MistakeJson> mistakes = new ArrayList<>();
    for (int is = 0; is < labels.size(); is++) {
      for (int got = 0; got < labels.size(); got++) {
        int images = report.confusion().get(is).get(got);
        if (is != got && images > 0) {
          mistakes.add(new MistakeJson(labels.get(is), labels.get(got), images));
        }
      }
    }
    return mistakes.stream()
        .sorted(Comparator.comparingInt(MistakeJson::images).reversed())
        .limit(MISTAKES_MAX)
        .toList();
  }

  private static double rounded(double share) {
    return Math.round(share * 1e4) / 1e4;
  }
}
