package sorrel.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.inference.domain.Classification.Share;

final class ClassificationTest {
  private static final List<String> LABELS = List.of("cats", "dogs", "birds");

  @Test
  void every_class_is_named_the_likeliest_first() {
    Classification answer = Classification.of(LABELS, new float[] {0.1f, 0.7f, 0.2f}, 3);

    assertThat(answer.shares())
        .containsExactly(new Share("dogs", 0.7), new Share("birds", 0.2), new Share("cats", 0.1));
    assertThat(answer.best()).isEqualTo(new Share("dogs", 0.7));
    assertThat(answer.unknown()).isFalse();
    assertThat(answer.version()).isEqualTo(3);
  }

  @Test
  void a_picture_is_unknown_where_no_class_is_likelier_than_all_others_together() {
    assertThat(Classification.of(LABELS, new float[] {0.5f, 0.3f, 0.2f}, 1).unknown()).isFalse();
    assertThat(Classification.of(LABELS, new float[] {0.49f, 0.31f, 0.2f}, 1).unknown()).isTrue();
  }

  @Test
  void of_equals_the_first_class_comes_first() {
    Classification answer = Classification.of(LABELS, new float[] {0.25f, 0.5f, 0.25f}, 1);
    assertThat(answer.shares()).extracting(Share::label).containsExactly("dogs", "cats", "birds");
  }

  @Test
  void probabilities_show_no_more_digits_than_were_computed() {
    Classification answer = Classification.of(LABELS, new float[] {1 / 3f, 2 / 3f, 0}, 1);
    assertThat(answer.shares())
        .extracting(Share::probability)
        .containsExactly(0.666667, 0.333333, 0.0);
  }
}
