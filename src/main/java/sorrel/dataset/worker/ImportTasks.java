package sorrel.dataset.worker;

import java.util.concurrent.CompletionStage;
import sorrel.task.domain.Task;

/** Where people see how their imports get on. */
public interface ImportTasks {
  /**
   * Writes the state of a task; completes when it is on disk. A task that has ended keeps its end.
   */
  CompletionStage<Void> record(Task task);

  /** Shows progress to those who watch, without writing it. */
  void show(Task task);
}
