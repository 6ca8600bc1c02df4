package sorrel.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Interval;

class MeasureTest {
  private static final EvaluationRow ROW =
      new EvaluationRow(
          "mnist",
          Optional.of(10),
          Optional.of(1.5),
          Optional.of(60.25),
          Optional.of("convolutional-small"),
          Optional.of(0.985),
          Optional.of(0.98),
          Optional.of(0.99),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(1.25),
          Optional.of(3.5),
          Optional.empty(),
          Optional.of(1024.0));

  @Test
  void percentiles_are_measured_values_of_the_nearest_rank() {
    Latencies latencies =
        Latencies.ofNanos(
            LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray());
    assertThat(latencies.percentileMs(0.5)).isEqualTo(100);
    assertThat(latencies.percentileMs(0.99)).isEqualTo(198);
    assertThat(latencies.percentileMs(1)).isEqualTo(200);
    assertThat(latencies.maxMs()).isEqualTo(200);
    assertThat(latencies.meanMs()).isCloseTo(100.5, within(1e-9));
    assertThat(latencies.count()).isEqualTo(200);
  }

  @Test
  void one_measurement_is_every_percentile() {
    assertThat(Latencies.ofNanos(2_000_000).percentileMs(0.01)).isEqualTo(2);
    assertThatThrownBy(Latencies::ofNanos).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void json_has_the_agreed_fields_and_null_for_what_does_not_apply() throws IOException {
    JsonNode list = new ObjectMapper().readTree(EvaluationRow.json(List.of(ROW)));
    assertThat(list).hasSize(1);
    JsonNode row = list.get(0);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly(
            "dataset",
            "classes",
            "importSeconds",
            "trainSeconds",
            "architecture",
            "accuracy",
            "accuracyLow",
            "accuracyHigh",
            "expandSeconds",
            "accuracyAfterExpand",
            "oldClassesBefore",
            "oldClassesAfter",
            "classifyP50Ms",
            "classifyP99Ms",
            "failedDuringExpand",
            "peakMemoryMb");
    assertThat(row.path("classes").asInt()).isEqualTo(10);
    assertThat(row.path("accuracyLow").asDouble()).isEqualTo(0.98);
    assertThat(row.path("expandSeconds").isNull()).isTrue();
    assertThat(row.path("failedDuringExpand").isNull()).isTrue();
  }

  @Test
  void the_table_has_a_dash_for_what_does_not_apply() {
    List<String> lines = EvaluationTable.lines(List.of(ROW));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("mnist", "98.5 % (98.0 to 99.0)", "1.25", " - ", "1024");
  }

  @Test
  void peak_memory_is_read_from_the_status_of_the_process() {
    assertThat(PeakMemory.fromStatus("VmPeak:\t  9 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 1 kB\n"))
        .contains(2.0);
    assertThat(PeakMemory.fromStatus("")).isEmpty();
  }

  @Test
  void two_figures_of_the_same_model_agree_when_their_intervals_meet() {
    ClassificationFigures figures =
        new ClassificationFigures(Latencies.ofNanos(new long[100]), 90, 0);
    assertThat(figures.accuracy().value()).isEqualTo(0.9);
    assertThat(figures.agreesWith(new Interval(0.92, 0.91, 0.93))).isTrue();
    assertThat(figures.agreesWith(new Interval(0.99, 0.985, 0.995))).isFalse();
  }
}
