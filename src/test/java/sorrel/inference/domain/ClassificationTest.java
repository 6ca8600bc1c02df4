package sorrel.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.domain.Classification.Share;

final class ClassificationTest {
  private static final List<String> LABELS = List.of("cats", "dogs", "birds");

  @Test
  void every_class_is_named_the_likeliest_first() {
    Classification answer =
        Classification.of(LABELS, new Judgement(new float[] {0.1f, 0.7f, 0.2f}, 1), 0.05, 3);

    assertThat(answer.shares())
        .containsExactly(new Share("dogs", 0.7), new Share("birds", 0.2), new Share("cats", 0.1));
    assertThat(answer.best()).isEqualTo(new Share("dogs", 0.7));
    assertThat(answer.unknown()).isFalse();
    assertThat(answer.version()).isEqualTo(3);
  }

  @Test
  void a_picture_is_unknown_where_too_few_known_ones_look_as_strange() {
    assertThat(familiar(0.05f).unknown()).isFalse();
    assertThat(familiar(0.04f).unknown()).isTrue();
    assertThat(familiar(0.04f).familiarity()).isEqualTo(0.04);
  }

  @Test
  void with_a_threshold_of_zero_every_picture_is_known() {
    Judgement strange = new Judgement(new float[] {0.5f, 0.3f, 0.2f}, 0);
    assertThat(Classification.of(LABELS, strange, 0, 1).unknown()).isFalse();
  }

  private static Classification familiar(float familiarity) {
    Judgement judgement = new Judgement(new float[] {0.5f, 0.3f, 0.2f}, familiarity);
    return Classification.of(LABELS, judgement, 0.05f, 1);
  }

  @Test
  void of_equals_the_first_class_comes_first() {
    Classification answer =
        Classification.of(LABELS, new Judgement(new float[] {0.25f, 0.5f, 0.25f}, 1), 0.05, 1);
    assertThat(answer.shares()).extracting(Share::label).containsExactly("dogs", "cats", "birds");
  }

  @Test
  void probabilities_show_no_more_digits_than_were_computed() {
    Classification answer =
        Classification.of(LABELS, new Judgement(new float[] {1 / 3f, 2 / 3f, 0}, 1), 0.05, 1);
    assertThat(answer.shares())
        .extracting(Share::probability)
        .containsExactly(0.666667, 0.333333, 0.0);
  }
}
