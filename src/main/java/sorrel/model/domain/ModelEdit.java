package sorrel.model.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.TaskId;

/** A copy of a live model in the making; used for one change and thrown away. */
final class ModelEdit {
  private final LiveModel old;
  private String name;
  private ModelSettings settings;
  private Optional<ImagePipeline> pipeline;
  private List<ModelClass> classes;
  private List<ClassId> erasing;
  private long datasetRevision;
  private List<UUID> recentChanges;
  private List<TaskId> imports;
  private Optional<Run> run;
  private List<Run> earlierRuns;
  private List<Version> versions;
  private Optional<Integer> serving;
  private Optional<Instant> expansionOwed;

  ModelEdit(LiveModel old) {
    this.old = old;
    name = old.name();
    settings = old.settings();
    pipeline = old.pipeline();
    classes = old.classes();
    erasing = old.erasing();
    datasetRevision = old.datasetRevision();
    recentChanges = old.recentChanges();
    imports = old.imports();
    run = old.run();
    earlierRuns = old.earlierRuns();
    versions = old.versions();
    serving = old.serving();
    expansionOwed = old.expansionOwed();
  }

  ModelEdit name(String changed) {
    name = changed;
    return this;
  }

  ModelEdit settings(ModelSettings changed) {
    settings = changed;
    return this;
  }

  ModelEdit pipeline(ImagePipeline changed) {
    pipeline = Optional.of(changed);
    return this;
  }

  ModelEdit classes(List<ModelClass> changed) {
    classes = changed;
    return this;
  }

  ModelEdit erasing(List<ClassId> changed) {
    erasing = changed;
    return this;
  }

  ModelEdit datasetRevision(long changed) {
    datasetRevision = changed;
    return this;
  }

  ModelEdit recentChanges(List<UUID> changed) {
    recentChanges = changed;
    return this;
  }

  ModelEdit imports(List<TaskId> changed) {
    imports = changed;
    return this;
  }

  ModelEdit run(Run changed) {
    run = Optional.of(changed);
    return this;
  }

  ModelEdit earlierRuns(List<Run> changed) {
    earlierRuns = changed;
    return this;
  }

  ModelEdit versions(List<Version> changed) {
    versions = changed;
    return this;
  }

  ModelEdit serving(int changed) {
    serving = Optional.of(changed);
    return this;
  }

  ModelEdit expansionOwed(Optional<Instant> changed) {
    expansionOwed = changed;
    return this;
  }

  LiveModel done() {
    return new LiveModel(
        old.id(),
        old.owner(),
        name,
        settings,
        pipeline,
        classes,
        erasing,
        datasetRevision,
        recentChanges,
        imports,
        run,
        earlierRuns,
        versions,
        serving,
        expansionOwed,
        old.createdAt());
  }
}
