package sorrel.training.engine;

import java.util.concurrent.ThreadFactory;

/**
 * How many threads a training step may use.
 *
 * <p>Within one operation the native library's threads are one pool for the whole process, made by
 * whichever session comes first (measured); between operations each training session has its own
 * thread, so that a long training step never keeps a classification waiting in a queue.
 *
 * @param intraOp threads that share one operation, at least 1
 * @param niceness how far they give way to other threads, 0 to 19; on Linux alone
 */
public record TrainingThreads(int intraOp, int niceness) {
  public TrainingThreads {
    if (intraOp < 1) {
      throw new IllegalArgumentException("Training needs at least 1 thread: " + intraOp);
    }
    if (niceness < 0 || niceness > Niceness.MAX) {
      throw new IllegalArgumentException("Niceness goes from 0 to 19: " + niceness);
    }
  }

  /** Threads that give way to none. */
  public TrainingThreads(int intraOp) {
    this(intraOp, 0);
  }

  /**
   * Makes threads for what is calculated before and after a training; they give way as it does.
   * What they do may wake threads of the system, and none of a pool that answers: whom a pool
   * starts for that would give way for ever.
   */
  public ThreadFactory helpers() {
    return Niceness.threads(niceness, "training-helper");
  }

  /** All processors, giving way to none. */
  public static TrainingThreads all() {
    return new TrainingThreads(Runtime.getRuntime().availableProcessors());
  }
}
