package sorrel.task.domain;

import sorrel.kernel.AccountId;

/**
 * How often a model was asked in some time.
 *
 * @param account whose model it is
 * @param unknown of those answered, the pictures that the model did not know
 */
public record UsageTotal(
    AccountId account, long answered, long unknown, long failed, AnswerTimes times) {
  UsageTotal plus(UsageTotal other) {
    return new UsageTotal(
        account,
        answered + other.answered,
        unknown + other.unknown,
        failed + other.failed,
        times.plus(other.times));
  }
}
