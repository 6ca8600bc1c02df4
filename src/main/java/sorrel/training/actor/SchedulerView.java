package sorrel.training.actor;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.RunnerKind;

/**
 * What the scheduler shows to administrators.
 *
 * @param waiting jobs without a slot
 * @param desired runners that there should be; empty from a node of an older version
 */
public record SchedulerView(List<Runner> runners, int waiting, Optional<Integer> desired)
    implements CborMessage {
  /**
   * One runner node.
   *
   * @param slots jobs it can do at once
   * @param silentMillis since it was last heard of
   * @param about empty from a node of an older version
   */
  public record Runner(
      String name, int slots, List<Work> running, long silentMillis, Optional<About> about) {}

  /**
   * What a runner is good for.
   *
   * @param datasets whose decoded pictures it has
   * @param leaving whether it takes no new jobs
   * @param onlyFor whose work alone it does; empty for everyone's
   */
  public record About(
      RunnerKind kind, int datasets, boolean leaving, Optional<AccountId> onlyFor) {}

  /** One job on a slot. */
  public record Work(JobKey key, ModelId model, String architecture) {}
}
