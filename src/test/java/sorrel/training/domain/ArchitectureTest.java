package sorrel.training.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Layer.BatchNormalisation;
import sorrel.training.domain.Layer.BothWays;
import sorrel.training.domain.Layer.Convolution;
import sorrel.training.domain.Layer.Dense;
import sorrel.training.domain.Layer.Flatten;
import sorrel.training.domain.Layer.GlobalMean;
import sorrel.training.domain.Layer.MaxPooling;
import sorrel.training.domain.Layer.Relu;
import sorrel.training.domain.Layer.Residual;
import sorrel.training.domain.Layer.Whitening;

class ArchitectureTest {
  private static final Architecture SMALL =
      new Architecture(
          "small",
          new ImageShape(9, 7, 3),
          4,
          List.of(
              new Convolution(5, 3, 2),
              new MaxPooling(2),
              new BatchNormalisation(),
              new Relu(),
              new Flatten(),
              new Dense(4)));

  @Test
  void sizes_follow_from_layer_to_layer() {
    List<Volume> volumes = new ArrayList<>();
    Volume volume = Volume.of(SMALL.input());
    for (Layer layer : SMALL.layers()) {
      volume = layer.after(volume);
      volumes.add(volume);
    }
    assertThat(volumes)
        .containsExactly(
            new Volume(5, 4, 5),
            new Volume(2, 2, 5),
            new Volume(2, 2, 5),
            new Volume(2, 2, 5),
            new Volume(1, 1, 20),
            new Volume(1, 1, 4));
    assertThat(SMALL.features()).isEqualTo(20);
  }

  @Test
  void parameters_and_multiplications_are_counted_exactly() {
    int convolution = 3 * 3 * 3 * 5;
    assertThat(SMALL.parameters()).isEqualTo(convolution + 2 * 5 + 20 * 4 + 4);
    assertThat(SMALL.multiplyAdds()).isEqualTo(convolution * 5 * 4 + 20 * 4);
  }

  @Test
  void layers_within_layers_are_counted_too() {
    Layer around =
        new Residual(List.of(new Convolution(6, 3, 1), new BatchNormalisation(), new Relu()));
    Architecture network =
        new Architecture(
            "nested",
            new ImageShape(9, 7, 1),
            4,
            List.of(
                new BothWays(
                    List.of(new Whitening(2, 1, 3), new MaxPooling(2), around, new GlobalMean())),
                new Dense(4)));
    assertThat(network.features()).isEqualTo(6);
    assertThat(network.parameters()).isEqualTo(6 + 3 * 3 * 6 * 6 + 2 * 6 + 6 * 4 + 4);
    long oneWay = 4 * 6 * 8 * 6 + 3 * 3 * 6 * 6 * 4 * 3;
    assertThat(network.multiplyAdds()).isEqualTo(2 * oneWay + 6 * 4);
    assertThat(network.multiplyAddsLearning()).isEqualTo(3 * (oneWay + 6 * 4));
  }

  @Test
  void a_way_around_needs_layers_that_keep_the_size() {
    assertThatThrownBy(
            () -> new Residual(List.of(new Convolution(5, 3, 1))).after(new Volume(4, 4, 6)))
        .hasMessageContaining("size");
  }

  @Test
  void only_the_first_layer_sees_pixels() {
    assertThatThrownBy(
            () ->
                new Architecture(
                    "odd",
                    new ImageShape(8, 8, 1),
                    4,
                    List.of(new Relu(), new Whitening(2, 1, 3), new GlobalMean(), new Dense(4))))
        .hasMessageContaining("pixels");
  }

  @Test
  void a_network_ends_with_a_dense_unit_for_each_class() {
    assertThatThrownBy(
            () ->
                new Architecture(
                    "odd", new ImageShape(8, 8, 1), 3, List.of(new Flatten(), new Dense(4))))
        .hasMessageContaining("last layer");
  }

  @Test
  void layers_that_do_not_fit_together_are_refused() {
    assertThatThrownBy(
            () -> new Architecture("odd", new ImageShape(8, 8, 1), 4, List.of(new Dense(4))))
        .hasMessageContaining("flatten");
    assertThatThrownBy(
            () ->
                new Architecture(
                    "odd",
                    new ImageShape(8, 8, 1),
                    4,
                    List.of(new MaxPooling(9), new Flatten(), new Dense(4))))
        .hasMessageContaining("nothing");
  }
}
