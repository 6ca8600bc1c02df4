package sorrel.training.engine;

/**
 * How many threads a training step may use.
 *
 * <p>Within one operation the native library's threads are one pool for the whole process, made by
 * whichever session comes first (measured); between operations each training session has its own
 * thread, so that a long training step never keeps a classification waiting in a queue.
 *
 * @param intraOp threads that share one operation, at least 1
 */
public record TrainingThreads(int intraOp) {
  public TrainingThreads {
    if (intraOp < 1) {
      throw new IllegalArgumentException("Training needs at least 1 thread: " + intraOp);
    }
  }

  /** All processors. */
  public static TrainingThreads all() {
    return new TrainingThreads(Runtime.getRuntime().availableProcessors());
  }
}
