package sorrel.task.http;

import java.util.List;
import sorrel.platform.http.ProblemType;

/** What can be wrong with a request about tasks. */
public final class TaskProblems {
  static final ProblemType NOT_JUDGEABLE =
      new ProblemType("task-not-finished", 409, "This task has no result yet");

  public static final List<ProblemType> ALL = List.of(NOT_JUDGEABLE);

  private TaskProblems() {}
}
