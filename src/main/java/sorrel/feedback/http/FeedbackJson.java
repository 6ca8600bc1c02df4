package sorrel.feedback.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.Interval;
import sorrel.task.domain.Feedback;

/** What verdicts say of a model, as callers see it. */
record FeedbackJson(
    long reviewed,
    long right,
    Optional<Interval> accuracy,
    List<DayJson> days,
    List<CorrectionJson> corrections) {
  /** One day's classifications. */
  record DayJson(LocalDate day, long reviewed, long right, Optional<Interval> accuracy) {
    static DayJson of(Feedback.Day day) {
      return new DayJson(
          day.day(), day.tally().reviewed(), day.tally().right(), day.tally().accuracy());
    }
  }

  /** A pair of classes that was corrected. */
  record CorrectionJson(@JsonProperty("class") String predicted, String right, long times) {}

  static FeedbackJson of(Feedback feedback) {
    return new FeedbackJson(
        feedback.all().reviewed(),
        feedback.all().right(),
        feedback.all().accuracy(),
        feedback.days().stream().map(DayJson::of).toList(),
        feedback.corrections().stream()
            .map(each -> new CorrectionJson(each.predicted(), each.right(), each.times()))
            .toList());
  }
}
