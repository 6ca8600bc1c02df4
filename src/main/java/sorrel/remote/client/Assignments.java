package sorrel.remote.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sorrel.kernel.ModelId;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.TrainingJob;

/** The jobs that this runner does, or whose reports did not arrive yet. Safe for threads. */
final class Assignments {
  private final Map<JobKey, Held> held = new LinkedHashMap<>();

  /** A job at hand. */
  static final class Held {
    private final TrainingJob job;
    private volatile boolean stopped;
    private volatile boolean givenUp;

    private Held(TrainingJob job) {
      this.job = job;
    }

    TrainingJob job() {
      return job;
    }

    /** Whether it is to end soon: nobody wants it here, or it cannot be done here. */
    boolean isToEnd() {
      return stopped || givenUp;
    }

    private boolean isStopped() {
      return stopped;
    }
  }

  /** Takes a job, or finds that it is here already. */
  synchronized boolean add(TrainingJob job) {
    return held.putIfAbsent(job.key(), new Held(job)) == null;
  }

  synchronized Held get(JobKey key) {
    return held.get(key);
  }

  synchronized void remove(JobKey key) {
    held.remove(key);
  }

  synchronized List<JobKey> keys() {
    return List.copyOf(held.keySet());
  }

  synchronized List<JobKey> stopping() {
    return held.values().stream().filter(Held::isStopped).map(each -> each.job().key()).toList();
  }

  synchronized Set<ModelId> models() {
    return held.keySet().stream().map(JobKey::model).collect(Collectors.toSet());
  }

  /** The server wants these no more. */
  synchronized void stop(List<JobKey> keys) {
    mark(held -> keys.contains(held.job().key()), held -> held.stopped = true);
  }

  synchronized void stopAll() {
    mark(_ -> true, held -> held.stopped = true);
  }

  /** What jobs of this model need cannot be had: others may do better. */
  synchronized void giveUp(ModelId model) {
    mark(held -> held.job().key().model().equals(model), held -> held.givenUp = true);
  }

  private void mark(Predicate<Held> which, java.util.function.Consumer<Held> mark) {
    held.values().stream().filter(which).forEach(mark);
  }

  /** Whether there is a job of the model that is still to be done. */
  synchronized boolean wants(ModelId model) {
    return held.values().stream()
        .anyMatch(each -> each.job().key().model().equals(model) && !each.isToEnd());
  }

  /** Asked a few times a second by who does a job. */
  BooleanSupplier cancelled(JobKey key) {
    Held job = get(key);
    return job::isToEnd;
  }
}
