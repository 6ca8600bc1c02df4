package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Part;

final class MistakeTest {
  private static final FeatureTable TABLE = Clouds.table(4, 300, 2.5);
  private static final Head HEAD = HeadMaker.make(TABLE, HeadMaker.solve(TABLE)).head();

  @Test
  void the_mistakes_are_those_that_the_report_counts() {
    List<Mistake> mistakes = Mistake.in(HEAD, TABLE, Part.TESTING);
    List<List<Integer>> confusion = HeadReport.of(HEAD, TABLE, Part.TESTING).confusion();

    assertThat(mistakes).isNotEmpty();
    for (int is = 0; is < 4; is++) {
      for (int got = 0; got < 4; got++) {
        int label = is;
        int takenFor = got;
        assertThat(mistakes)
            .filteredOn(each -> each.label() == label && each.takenFor() == takenFor)
            .hasSize(is == got ? 0 : confusion.get(is).get(got));
      }
    }
  }

  @Test
  void the_surest_comes_first() {
    assertThat(Mistake.in(HEAD, TABLE, Part.TESTING))
        .isSortedAccordingTo(Comparator.comparingDouble(Mistake::probability).reversed())
        .allSatisfy(each -> assertThat(each.probability()).isBetween(0.25, 1.0));
  }
}
