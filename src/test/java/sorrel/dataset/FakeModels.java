package sorrel.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import sorrel.dataset.domain.ClassDelta;
import sorrel.dataset.domain.DatasetChange;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.ModelAccess;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/** Models that count as the real ones do: each change once. */
public final class FakeModels implements DatasetOwner, ModelAccess {
  private static final int CLASSES_MAX = 50;

  private static final class Model {
    final AccountId owner;
    final Map<ClassId, String> classes = new LinkedHashMap<>();
    final Map<ClassId, int[]> counts = new HashMap<>();
    final Set<UUID> changes = new HashSet<>();
    final Set<TaskId> imports = new HashSet<>();
    Optional<ImagePipeline> pipeline = Optional.empty();

    Model(AccountId owner) {
      this.owner = owner;
    }
  }

  private final Map<ModelId, Model> models = new HashMap<>();
  private final AtomicBoolean unreachable = new AtomicBoolean();

  public synchronized ModelId make(AccountId owner, String... labels) {
    ModelId id = ModelId.next();
    Model model = new Model(owner);
    for (String label : labels) {
      model.classes.put(ClassId.next(), label);
    }
    models.put(id, model);
    return id;
  }

  public synchronized void delete(ModelId id) {
    models.remove(id);
  }

  public synchronized void removeClass(ModelId id, String label) {
    models.get(id).classes.values().remove(label);
  }

  public void reachable(boolean reachable) {
    unreachable.set(!reachable);
  }

  public synchronized ClassId classId(ModelId id, String label) {
    return models.get(id).classes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(label))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Training and testing images by label. */
  public synchronized Map<String, List<Integer>> counts(ModelId id) {
    Model model = models.get(id);
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    model.classes.forEach(
        (classId, label) -> {
          int[] both = model.counts.getOrDefault(classId, new int[2]);
          counts.put(label, List.of(both[0], both[1]));
        });
    return counts;
  }

  public synchronized int total(ModelId id) {
    return counts(id).values().stream().mapToInt(both -> both.get(0) + both.get(1)).sum();
  }

  public synchronized Optional<ImagePipeline> pipeline(ModelId id) {
    return models.get(id).pipeline;
  }

  public synchronized Set<TaskId> openImports(ModelId id) {
    return Set.copyOf(models.get(id).imports);
  }

  @Override
  public synchronized boolean owns(AccountId account, ModelId id) {
    return models.containsKey(id) && models.get(id).owner.equals(account);
  }

  private Optional<Model> model(ModelId id) {
    if (unreachable.get()) {
      throw new IllegalStateException("the model cannot be reached");
    }
    return Optional.ofNullable(models.get(id));
  }

  @Override
  public synchronized Optional<List<DatasetClass>> classes(ModelId id) {
    return model(id).map(FakeModels::classes);
  }

  private static List<DatasetClass> classes(Model model) {
    List<DatasetClass> classes = new ArrayList<>();
    model.classes.forEach((classId, label) -> classes.add(new DatasetClass(classId, label)));
    return classes;
  }

  @Override
  public synchronized Opening open(ModelId id, TaskId importId, List<DatasetClass> wanted) {
    Optional<Model> model = model(id);
    if (model.isEmpty()) {
      return new Opening.ModelGone();
    }
    for (DatasetClass each : wanted) {
      if (!model.get().classes.containsValue(each.label())) {
        model.get().classes.put(each.id(), each.label());
      }
    }
    if (model.get().classes.size() > CLASSES_MAX) {
      return new Opening.TooManyClasses(CLASSES_MAX);
    }
    model.get().imports.add(importId);
    return new Opening.Opened(classes(model.get()));
  }

  @Override
  public synchronized Returning restore(ModelId id, DatasetClass removed) {
    Optional<Model> model = model(id);
    if (model.isEmpty()) {
      return new Returning.ModelGone();
    }
    if (model.get().classes.containsValue(removed.label())) {
      return new Returning.Returned(classId(id, removed.label()));
    }
    if (model.get().classes.size() >= CLASSES_MAX) {
      return new Returning.TooManyClasses(CLASSES_MAX);
    }
    model.get().classes.put(removed.id(), removed.label());
    model.get().counts.remove(removed.id());
    return new Returning.Returned(removed.id());
  }

  @Override
  public synchronized Counting count(DatasetChange change) {
    Optional<Model> found = model(change.model());
    if (found.isEmpty()) {
      return Counting.MODEL_GONE;
    }
    Model model = found.get();
    if (model.changes.contains(change.id())) {
      return Counting.COUNTED;
    }
    for (ClassDelta delta : change.deltas()) {
      if (!model.classes.containsKey(delta.classId())) {
        return Counting.CLASS_GONE;
      }
    }
    model.changes.add(change.id());
    for (ClassDelta delta : change.deltas()) {
      int[] counts = model.counts.computeIfAbsent(delta.classId(), _ -> new int[2]);
      counts[0] += delta.training();
      counts[1] += delta.testing();
    }
    return Counting.COUNTED;
  }

  @Override
  public synchronized void close(ModelId id, TaskId importId, Optional<ImagePipeline> suggested) {
    model(id)
        .filter(model -> model.imports.remove(importId))
        .filter(model -> model.pipeline.isEmpty())
        .ifPresent(model -> model.pipeline = suggested);
  }
}
