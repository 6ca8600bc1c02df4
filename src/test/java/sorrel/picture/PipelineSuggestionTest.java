package sorrel.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImagePipeline.Fit;
import sorrel.kernel.ImageShape;

class PipelineSuggestionTest {
  @Test
  void small_pictures_of_one_size_keep_it() {
    assertThat(suggestion(28, 28, 28, 28, true)).isEqualTo(pipeline(28, 28, 1, Fit.CROP));
    assertThat(suggestion(32, 32, 32, 32, false)).isEqualTo(pipeline(32, 32, 3, Fit.CROP));
    assertThat(suggestion(50, 50, 20, 20, false)).isEqualTo(pipeline(20, 50, 3, Fit.CROP));
  }

  @Test
  void photographs_of_near_shapes_are_cropped_to_a_small_square() {
    assertThat(suggestion(450, 500, 400, 500, false)).isEqualTo(pipeline(64, 64, 3, Fit.CROP));
  }

  @Test
  void pictures_of_very_different_shapes_are_padded() {
    assertThat(suggestion(100, 900, 100, 900, false).fit()).isEqualTo(Fit.PAD);
  }

  @Test
  void wide_pictures_get_a_wide_input_in_multiples_of_eight() {
    assertThat(suggestion(1920, 1920, 1080, 1080, false)).isEqualTo(pipeline(40, 64, 3, Fit.CROP));
    assertThat(suggestion(1080, 1080, 1920, 1920, false)).isEqualTo(pipeline(64, 40, 3, Fit.CROP));
  }

  @Test
  void tiny_pictures_of_different_sizes_become_at_least_sixteen_pixels() {
    assertThat(suggestion(3, 9, 3, 9, false).input()).isEqualTo(new ImageShape(16, 16, 3));
  }

  @Test
  void an_empty_import_gets_the_default() {
    assertThat(PipelineSuggestion.of(PictureStatistics.NONE))
        .isEqualTo(pipeline(64, 64, 3, Fit.CROP));
  }

  @Test
  void one_colour_picture_in_ten_makes_the_input_coloured() {
    PictureStatistics all = PictureStatistics.NONE;
    for (int i = 0; i < 100; i++) {
      all = all.plus(PictureStatistics.of(28, 28, i % 10 != 0));
    }
    assertThat(PipelineSuggestion.of(all).input().channels()).isEqualTo(3);
    for (int i = 0; i < 200; i++) {
      all = all.plus(PictureStatistics.of(28, 28, true));
    }
    assertThat(PipelineSuggestion.of(all).input().channels()).isEqualTo(1);
  }

  @Test
  void statistics_do_not_depend_on_the_order_of_merging() {
    Random random = new Random(1);
    PictureStatistics forward = PictureStatistics.NONE;
    PictureStatistics backward = PictureStatistics.NONE;
    for (int i = 0; i < 300; i++) {
      PictureStatistics one =
          PictureStatistics.of(
              1 + random.nextInt(5000), 1 + random.nextInt(5000), random.nextBoolean());
      forward = forward.plus(one);
      backward = one.plus(backward);
    }
    assertThat(forward).isEqualTo(backward).hasToString(backward.toString());
    assertThat(forward.longSides()).hasSizeLessThan(260);
  }

  private static ImagePipeline suggestion(
      int widthMin, int widthMax, int heightMin, int heightMax, boolean grey) {
    Random random = new Random(7);
    PictureStatistics all = PictureStatistics.NONE;
    for (int i = 0; i < 200; i++) {
      int width = random.nextInt(widthMin, widthMax + 1);
      int height = random.nextInt(heightMin, heightMax + 1);
      all = all.plus(PictureStatistics.of(width, height, grey));
    }
    return PipelineSuggestion.of(all);
  }

  private static ImagePipeline pipeline(int height, int width, int channels, Fit fit) {
    return new ImagePipeline(new ImageShape(height, width, channels), fit);
  }
}
