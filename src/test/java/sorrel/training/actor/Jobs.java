package sorrel.training.actor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.TrainingJob;

/** Jobs of one run for tests. */
public final class Jobs {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  public static final ModelId MODEL = ModelId.of("01939d5e-0b5a-7c3e-8a3f-000000000001");
  public static final RunId RUN = RunId.of("01939d5e-0b5a-7c3e-8a3f-000000000002");
  public static final AccountId OWNER = AccountId.of("01939d5e-0b5a-7c3e-8a3f-000000000003");
  public static final ClassId FIRST = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000004");
  public static final ClassId SECOND = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000005");
  public static final ClassId THIRD = ClassId.of("01939d5e-0b5a-7c3e-8a3f-000000000006");
  public static final Sha256 HASH = Sha256.of("blob".getBytes(StandardCharsets.UTF_8));
  public static final ImagePipeline PIPELINE =
      new ImagePipeline(new ImageShape(12, 12, 1), ImagePipeline.Fit.CROP);

  private static final Architecture NETWORK =
      Architectures.candidates(PIPELINE.input(), 2, 100, false).getFirst();

  private Jobs() {}

  public static JobKey key(int step) {
    return new JobKey(MODEL, RUN, step);
  }

  public static TrainingJob.Learning learning() {
    return learning(new TrainingJob.Generated(NETWORK));
  }

  /** A network that learned elsewhere, whose first head comes from a table. */
  public static TrainingJob.Learning further(Sha256 network, Sha256 table) {
    return learning(new TrainingJob.Given("given", network, table));
  }

  private static TrainingJob.Learning learning(TrainingJob.Subject subject) {
    return new TrainingJob.Learning(
        subject,
        new Recipe(4, 8, 0.01, 0.01, Augmentation.NONE, 0.05, 3),
        PIPELINE,
        List.of(FIRST, SECOND),
        NOW);
  }

  public static TrainingJob round(int step) {
    return new TrainingJob.Round(key(step), OWNER, 0, learning(), Optional.empty(), 0, 2, 4);
  }

  /** The first round of a run of somebody's, whose candidate has some cost. */
  static TrainingJob round(AccountId owner, JobKey key, Architecture network) {
    return new TrainingJob.Round(
        key, owner, 0, learning(new TrainingJob.Generated(network)), Optional.empty(), 0, 2, 4);
  }

  public static TrainingJob finish(int step, Sha256 checkpoint) {
    return new TrainingJob.Finish(key(step), OWNER, 0, learning(), checkpoint);
  }

  /** The first two classes' version is to know the third. */
  public static TrainingJob fit(int step, JobReport.FinishDone old, Sha256 weights) {
    return new TrainingJob.Fit(key(step), OWNER, 0, fitting(old, weights));
  }

  public static TrainingJob finishFit(
      int step, JobReport.FinishDone old, Sha256 weights, Sha256 table) {
    return new TrainingJob.FinishFit(key(step), OWNER, 0, fitting(old, weights), table);
  }

  /** A head on a network that is not of a version. */
  public static TrainingJob firstFit(int step, NetworkBlobs network) {
    return new TrainingJob.Fit(key(step), OWNER, 0, firstFitting(network));
  }

  public static TrainingJob finishFirstFit(int step, NetworkBlobs network, Sha256 table) {
    return new TrainingJob.FinishFit(key(step), OWNER, 0, firstFitting(network), table);
  }

  private static TrainingJob.Fitting firstFitting(NetworkBlobs network) {
    return new TrainingJob.Fitting(
        "backbone", network, PIPELINE, List.of(FIRST, SECOND), NOW, Optional.empty(), false);
  }

  private static TrainingJob.Fitting fitting(JobReport.FinishDone old, Sha256 weights) {
    return new TrainingJob.Fitting(
        "small dense",
        old.network(),
        PIPELINE,
        List.of(FIRST, SECOND, THIRD),
        NOW,
        Optional.of(
            new TrainingJob.Base(
                old.head(), old.table(), Optional.of(new TrainingJob.Weights(NETWORK, weights)))),
        true);
  }

  public static JobReport done(int step) {
    return new JobReport.RoundDone(key(step), 0, 2, 9, 10, 0.5, 3, HASH, Optional.empty());
  }

  public static JobReport stopped(int step) {
    return new JobReport.Stopped(key(step), 0);
  }
}
