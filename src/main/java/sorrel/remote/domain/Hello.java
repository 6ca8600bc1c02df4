package sorrel.remote.domain;

import java.util.List;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;

/**
 * How a runner is, said each time it asks for orders.
 *
 * @param session chosen anew by each process
 * @param begins whether this process was not answered yet
 * @param leaving whether it is about to end, and gives its jobs back
 * @param slots jobs that it does at once
 * @param near decoded pictures that it has, those used last first
 * @param holds jobs that it does, or whose reports did not arrive yet
 * @param stopping those of them that it was told to stop
 */
public record Hello(
    String session,
    boolean begins,
    boolean leaving,
    int slots,
    RunnerKind kind,
    List<DecodedPictures> near,
    List<JobKey> holds,
    List<JobKey> stopping) {
  /** More than any machine has use for. */
  public static final int SLOTS_MAX = 64;

  /** A UUID has fewer. */
  public static final int SESSION_LENGTH_MAX = 64;

  /** Those on slots and those whose reports wait. */
  public static final int JOBS_MAX = 4 * SLOTS_MAX;

  public Hello {
    near = List.copyOf(near);
    holds = List.copyOf(holds);
    stopping = List.copyOf(stopping);
    if (session.isBlank() || session.length() > SESSION_LENGTH_MAX) {
      throw new IllegalArgumentException("a session needs a name of a few letters");
    }
    if (slots < 1 || slots > SLOTS_MAX) {
      throw new IllegalArgumentException("a runner has 1 to " + SLOTS_MAX + " slots");
    }
    if (near.size() > RunnerTraits.NEAR_MAX
        || holds.size() > JOBS_MAX
        || stopping.size() > JOBS_MAX) {
      throw new IllegalArgumentException("too many jobs or datasets");
    }
  }
}
