package sorrel.task;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.task.domain.KeptPicture;
import sorrel.task.store.PictureTable;

/** The pictures of classifications, for a while. Every call blocks. */
public final class KeptPictures {
  private final PictureTable table;
  private final Duration ageMax;
  private final long bytesMax;
  private final InstantSource clock;

  /**
   * Keeps what fits.
   *
   * @param ageMax how long a picture is kept
   * @param bytesMax of all pictures of one model
   */
  public KeptPictures(PictureTable table, Duration ageMax, long bytesMax, InstantSource clock) {
    this.table = table;
    this.ageMax = ageMax;
    this.bytesMax = bytesMax;
    this.clock = clock;
  }

  public Optional<KeptPicture> find(ModelId model, TaskId task) {
    return table.find(model, task);
  }

  /** Removes what is too old or too much, the oldest first; returns how many pictures. */
  public int sweep() {
    return table.removeOlder(clock.instant().minus(ageMax)) + table.removeExcess(bytesMax);
  }
}
