package sorrel.task.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;

/**
 * A model was asked about a picture.
 *
 * @param account whose model it is
 * @param answer empty where none came: the picture could not be read, or the model was busy or
 *     broken
 */
public record ModelUse(AccountId account, ModelId model, Instant at, Optional<Answer> answer) {
  /**
   * What it said.
   *
   * @param label the likeliest class
   * @param unknown whether the model did not know the picture
   */
  public record Answer(String label, boolean unknown, Duration took) {
    double millis() {
      return took.toNanos() / 1e6;
    }
  }
}
