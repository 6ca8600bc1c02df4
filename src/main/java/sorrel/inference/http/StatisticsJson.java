package sorrel.inference.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.TaskId;
import sorrel.task.domain.AnswerTimes;
import sorrel.task.domain.ModelStatistics;
import sorrel.task.domain.Span;
import sorrel.task.domain.UsageTotal;

/** How a model was used, as callers see it. */
record StatisticsJson(String by, List<PeriodJson> periods, List<PointJson> recent) {
  private static final double SLOW = 0.95;

  /** An hour or a day. */
  record PeriodJson(
      Instant start,
      long answered,
      long failed,
      long unknown,
      List<ClassJson> classes,
      long others,
      Optional<MillisJson> millis) {}

  /** How many pictures were of a class. */
  record ClassJson(@JsonProperty("class") String label, long answered) {}

  /** How long answers took, in milliseconds. */
  record MillisJson(double mean, double p95) {}

  /** A classification. */
  record PointJson(
      TaskId task,
      Instant at,
      Optional<Integer> bytes,
      Optional<Double> millis,
      @JsonProperty("class") String label,
      boolean unknown) {}

  static StatisticsJson of(Span span, ModelStatistics statistics) {
    return new StatisticsJson(
        span.word(),
        statistics.periods().stream().map(period -> period(period, statistics.classes())).toList(),
        statistics.recent().stream().map(StatisticsJson::point).toList());
  }

  /** The classes are in the same order in all periods, so that a chart can stack them. */
  private static PeriodJson period(ModelStatistics.Period period, List<String> classes) {
    Optional<UsageTotal> total = period.total();
    return new PeriodJson(
        period.start(),
        total.map(UsageTotal::answered).orElse(0L),
        total.map(UsageTotal::failed).orElse(0L),
        total.map(UsageTotal::unknown).orElse(0L),
        classes.stream()
            .filter(period.classes()::containsKey)
            .map(label -> new ClassJson(label, period.classes().get(label)))
            .toList(),
        period.others(),
        total.map(UsageTotal::times).flatMap(StatisticsJson::millis));
  }

  private static Optional<MillisJson> millis(AnswerTimes times) {
    return times
        .mean()
        .flatMap(
            mean -> times.quantile(SLOW).map(p95 -> new MillisJson(rounded(mean), rounded(p95))));
  }

  private static PointJson point(ModelStatistics.Point point) {
    return new PointJson(
        point.task(),
        point.at(),
        point.bytes(),
        point.took().map(StatisticsJson::millis),
        point.label(),
        point.unknown());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1e3) / 1e3;
  }
}
