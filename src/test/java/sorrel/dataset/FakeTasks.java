package sorrel.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sorrel.dataset.worker.ImportTasks;
import sorrel.kernel.TaskId;
import sorrel.task.domain.Task;

/** Tasks in memory; one that has ended keeps its end, as the real ones do. */
public final class FakeTasks implements ImportTasks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<TaskId, Task> newest = new HashMap<>();
  private final Map<TaskId, CompletableFuture<Task>> ended = new HashMap<>();

  @Override
  public synchronized CompletionStage<Void> record(Task task) {
    if (newest.get(task.id()) == null || !newest.get(task.id()).finished()) {
      newest.put(task.id(), task);
      if (task.finished()) {
        end(task.id()).complete(task);
      }
    }
    return CompletableFuture.completedStage(null);
  }

  private synchronized CompletableFuture<Task> end(TaskId id) {
    return ended.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  @Override
  public void show(Task task) {
    // Nobody watches.
  }

  public synchronized Task get(TaskId id) {
    return newest.get(id);
  }

  /** The task once it has ended. */
  public Task await(TaskId id) {
    try {
      return end(id).get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (TimeoutException tooLong) {
      throw new AssertionError("the task did not end: " + get(id), tooLong);
    }
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(text, malformed);
    }
  }
}
