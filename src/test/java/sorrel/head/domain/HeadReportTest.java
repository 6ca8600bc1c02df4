package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HeadReportTest {
  private static final HeadReport REPORT =
      new HeadReport(
          21,
          30,
          List.of(List.of(9, 1, 0), List.of(2, 8, 0), List.of(3, 3, 4)),
          0.02,
          0.4,
          List.of(2, 1, 27));

  @Test
  void recall_is_of_the_class_and_precision_of_the_answer() {
    assertThat(REPORT.recall(0)).isCloseTo(0.9, within(1e-9));
    assertThat(REPORT.precision(0)).isCloseTo(9 / 14.0, within(1e-9));
    assertThat(REPORT.precision(2)).isEqualTo(1);
  }

  @Test
  void the_weakest_classes_are_worse_than_all_together_and_the_worst_comes_first() {
    assertThat(REPORT.weakest(2)).containsExactly(2);
    HeadReport even =
        new HeadReport(2, 2, List.of(List.of(1, 0), List.of(0, 1)), 0, 0, List.of(0, 2));
    assertThat(even.weakest(2)).isEmpty();
  }

  @Test
  void pictures_below_the_threshold_are_called_unknown() {
    assertThat(REPORT.calledUnknown(0.05)).isCloseTo(2 / 30.0, within(1e-9));
    assertThat(REPORT.calledUnknown(0.1)).isCloseTo(3 / 30.0, within(1e-9));
    assertThat(REPORT.calledUnknown(0)).isZero();
  }
}
