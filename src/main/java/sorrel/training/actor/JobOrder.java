package sorrel.training.actor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import sorrel.kernel.AccountId;
import sorrel.training.domain.JobPriority;

/**
 * Which of the waiting jobs gets the next free slot.
 *
 * <p>That of the account with the fewest slots, so that nobody has to wait for another's many runs;
 * then the one of the higher priority; then the oldest. A job that has waited long counts as one of
 * the highest priority, before those that came later: each is done in the end, provided that jobs
 * end.
 */
final class JobOrder {
  /** Longer than most rounds, and much shorter than a person's day. */
  static final Duration LONG = Duration.ofMinutes(10);

  private static final JobPriority FIRST = JobPriority.SERVES_SOON;

  private JobOrder() {}

  /**
   * The job to be done first comes first.
   *
   * @param slots that accounts have now; none where there is no entry
   */
  static Comparator<Waiting> of(Map<AccountId, Integer> slots, Instant now) {
    return Comparator.<Waiting>comparingInt(each -> slots.getOrDefault(each.job().owner(), 0))
        .thenComparing(each -> !isOverdue(each, now))
        .thenComparing(each -> isOverdue(each, now) ? FIRST : each.priority())
        .thenComparingLong(Waiting::order);
  }

  private static boolean isOverdue(Waiting job, Instant now) {
    return !job.since().plus(LONG).isAfter(now);
  }
}
