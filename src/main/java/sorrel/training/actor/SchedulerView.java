package sorrel.training.actor;

import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.domain.JobKey;

/**
 * What the scheduler shows to administrators.
 *
 * @param waiting jobs without a slot
 */
public record SchedulerView(List<Runner> runners, int waiting) implements CborMessage {
  /**
   * One runner node.
   *
   * @param slots jobs it can do at once
   * @param silentMillis since it was last heard of
   */
  public record Runner(String name, int slots, List<Work> running, long silentMillis) {}

  /** One job on a slot. */
  public record Work(JobKey key, ModelId model, String architecture) {}
}
