package sorrel.head.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RanksTest {
  private static final int FEW = 18;
  private static final double UNKNOWN = 0.05;

  @Test
  void the_share_counts_the_known_that_are_no_higher_and_the_score_itself() {
    Ranks known = Ranks.of(new float[] {3, 1, 2});

    assertThat(known.share(1)).isEqualTo(2f / 4);
    assertThat(known.share(2.5)).isEqualTo(3f / 4);
    assertThat(known.share(9)).isEqualTo(1);
  }

  @Test
  void without_known_scores_everything_is_usual() {
    assertThat(Ranks.of(new float[0]).share(-100)).isEqualTo(1);
    assertThat(Ranks.of(new float[0]).shareOfShares(0)).isEqualTo(1);
  }

  @Test
  void what_lies_far_below_a_few_known_scores_is_rare() {
    Ranks known = Ranks.of(normal(FEW, 1));

    assertThat(known.share(known.rising()[0] - 1e-6)).isCloseTo(1f / (FEW + 1), within(1e-4f));
    assertThat(known.share(-20)).isLessThan(1e-4f);
  }

  @Test
  void a_handful_of_scores_says_nothing_of_what_lies_below_them() {
    assertThat(Ranks.of(normal(4, 1)).share(-20)).isEqualTo(1f / 5);
    assertThat(Ranks.of(new float[] {2, 2, 2, 2, 2, 2}).share(-20)).isEqualTo(1f / 7);
  }

  @Test
  void the_share_never_falls_where_the_score_rises() {
    Ranks known = Ranks.of(normal(FEW, 2));
    float[] shares = new float[200];
    IntStream.range(0, shares.length).forEach(i -> shares[i] = known.share(-8 + 0.06 * i));

    assertThat(shares).isSorted();
  }

  @Test
  void few_known_scores_let_no_more_of_their_kind_be_unknown_than_was_allowed() {
    int unknown = 0;
    int all = 0;
    for (int seed = 0; seed < 400; seed++) {
      float[][] known = {normal(FEW, seed), normal(FEW, seed + 1_000), normal(FEW, seed + 2_000)};
      Ranks joint = Ranks.of(smallest(known));
      float[] others = normal(60, seed + 3_000);
      for (int i = 0; i < others.length; i += known.length) {
        float least = 1;
        for (int side = 0; side < known.length; side++) {
          least = Math.min(least, Ranks.of(known[side]).share(others[i + side]));
        }
        unknown += joint.shareOfShares(least) < UNKNOWN ? 1 : 0;
        all++;
      }
    }

    assertThat((double) unknown / all).isBetween(UNKNOWN / 2, 1.2 * UNKNOWN);
  }

  private static float[] smallest(float[][] sides) {
    float[] smallest = Ranks.amongOthers(sides[0]);
    for (float[] side : sides) {
      float[] shares = Ranks.amongOthers(side);
      for (int i = 0; i < shares.length; i++) {
        smallest[i] = Math.min(smallest[i], shares[i]);
      }
    }
    return smallest;
  }

  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[count];
    IntStream.range(0, count).forEach(i -> scores[i] = (float) random.nextGaussian());
    return scores;
  }
}
