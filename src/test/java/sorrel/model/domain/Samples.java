package sorrel.model.domain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.kernel.UuidV7;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

/** A model of cats and dogs, with ids and times that are the same in every run of the tests. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  public static final ModelId MODEL = ModelId.of("01939d5e-0b5a-7c3e-8a3f-000000000001");
  public static final AccountId OWNER = AccountId.of("01939d5e-0b5a-7c3e-8a3f-000000000002");
  public static final ClassId CATS = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000003");
  public static final ClassId DOGS = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000004");
  public static final ClassId BIRDS = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000005");
  public static final TaskId IMPORT = TaskId.of("01939d5e-0b5a-7c3e-8a3f-000000000006");
  public static final RunId RUN = RunId.of("01939d5e-0b5a-7c3e-8a3f-000000000007");
  public static final UUID CHANGE = UUID.fromString("01939d5e-0b5a-7c3e-8a3f-000000000008");
  public static final RunId NEXT_RUN = RunId.of("01939d5e-0b5a-7c3e-8a3f-000000000009");
  public static final ImagePipeline PIPELINE =
      new ImagePipeline(new ImageShape(12, 12, 1), ImagePipeline.Fit.CROP);
  public static final ImagePipeline LARGER =
      new ImagePipeline(new ImageShape(32, 32, 3), ImagePipeline.Fit.PAD);
  public static final ModelSettings SETTINGS =
      new ModelSettings(
          0.95,
          true,
          ModelSettings.History.DURABLE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  public static final Duration BUDGET = Duration.ofMinutes(10);
  public static final long MEMORY = 1L << 30;
  public static final Version.VersionFiles FILES =
      new Version.VersionFiles(
          new NetworkBlobs(Optional.of(hash("network")), Optional.of(hash("onnx"))),
          hash("head"),
          hash("table"));
  public static final Sha256 CONFUSION = hash("confusion");

  private Samples() {}

  public static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static ModelCommand.Create create() {
    return new ModelCommand.Create(MODEL, OWNER, "Pets", SETTINGS, Optional.empty(), NOW);
  }

  public static ModelCommand.AddClass addClass(ClassId id, String label) {
    return new ModelCommand.AddClass(new NewClass(id, label), NOW);
  }

  public static ModelCommand.OpenImport openImport() {
    return new ModelCommand.OpenImport(
        IMPORT, List.of(new NewClass(CATS, "cats"), new NewClass(DOGS, "dogs")), NOW);
  }

  /** A removal of its own each time. */
  public static ModelCommand.RemoveClass removeClass(ClassId id) {
    return new ModelCommand.RemoveClass(id, Optional.of(UuidV7.next()), NOW);
  }

  public static ModelCommand.ChangeDataset counts(UUID change, int cats, int dogs) {
    return new ModelCommand.ChangeDataset(
        change,
        List.of(new ClassDelta(CATS, cats, cats / 5), new ClassDelta(DOGS, dogs, dogs / 5)),
        NOW);
  }

  public static ModelCommand.CloseImport closeImport() {
    return new ModelCommand.CloseImport(IMPORT, Optional.of(PIPELINE), NOW);
  }

  public static ModelCommand.StartRun startRun(RunId run) {
    return new ModelCommand.StartRun(
        run, Optional.empty(), BUDGET, MEMORY, Augmentation.NONE, Optional.empty(), List.of(), NOW);
  }

  /** A model that exists. */
  public static List<ModelCommand> made() {
    return List.of(create());
  }

  /** A model with pictures of two classes. */
  public static List<ModelCommand> filled() {
    return List.of(create(), openImport(), counts(CHANGE, 100, 100), closeImport());
  }

  /** A model whose first run has just begun. */
  public static List<ModelCommand> started() {
    return followed(filled(), startRun(RUN));
  }

  /** A model whose first run reached its target and made a version, which serves. */
  public static List<ModelCommand> promoted() {
    return followed(started(), round(0, 0, 10, 96), finish(1, 0));
  }

  public static List<ModelCommand> followed(List<ModelCommand> first, ModelCommand... then) {
    List<ModelCommand> all = new ArrayList<>(first);
    all.addAll(List.of(then));
    return List.copyOf(all);
  }

  /** A round of so many epochs in all that got so many of 100 check pictures right, in 10 s. */
  public static ModelCommand.Report round(int step, int candidate, int epochs, int right) {
    return round(step, candidate, epochs, right, 10);
  }

  public static ModelCommand.Report round(
      int step, int candidate, int epochs, int right, double seconds) {
    return report(
        new JobReport.RoundDone(
            key(step),
            candidate,
            epochs,
            right,
            100,
            0.5,
            seconds,
            checkpoint(candidate, epochs),
            Optional.empty()));
  }

  public static Sha256 checkpoint(int candidate, int epochs) {
    return hash("checkpoint " + candidate + " " + epochs);
  }

  public static ModelCommand.Report finish(int step, int candidate) {
    return report(finishDone(key(step), candidate, 19, 20));
  }

  /** The winner, frozen and scored. */
  public static JobReport.FinishDone finishDone(JobKey key, int candidate, int right, int total) {
    return new JobReport.FinishDone(
        key,
        candidate,
        FILES.network(),
        FILES.head(),
        FILES.table(),
        CONFUSION,
        Optional.empty(),
        false,
        List.of(1),
        right,
        total);
  }

  public static ModelCommand.Report failure(int step, int candidate) {
    return report(new JobReport.Failed(key(step), candidate, "the disk is full."));
  }

  public static ModelCommand.Report report(JobReport report) {
    return new ModelCommand.Report(report, NOW);
  }

  public static JobKey key(int step) {
    return new JobKey(MODEL, RUN, step);
  }
}
