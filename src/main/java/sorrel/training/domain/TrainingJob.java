package sorrel.training.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;

/** A piece of work for one runner slot; losing the runner costs at most this. */
public sealed interface TrainingJob {
  JobKey key();

  /** Whose work it is. */
  AccountId owner();

  /** The place of the candidate in its run. */
  int candidate();

  /** What people call what is learned. */
  String name();

  /** The network that learns. */
  sealed interface Subject {
    /** What people call it. */
    String name();
  }

  /** One that Sorrel made up, from its first weights on. */
  record Generated(Architecture architecture) implements Subject {
    @Override
    public String name() {
      return architecture.name();
    }
  }

  /**
   * One that has learned elsewhere.
   *
   * @param network the blob of its SavedModel
   * @param table the blob of the features from which its first head is solved
   */
  record Given(String name, Sha256 network, Sha256 table) implements Subject {}

  /**
   * What is learned from what; the same in every job of a candidate.
   *
   * @param classes the meaning of the outputs, in order
   * @param datasetUntil images added later are left out
   */
  record Learning(
      Subject subject,
      Recipe recipe,
      ImagePipeline pipeline,
      List<ClassId> classes,
      Instant datasetUntil) {
    public Learning {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Train some epochs and score on the validation part.
   *
   * @param checkpoint the weights to start from; empty for fresh ones
   * @param epochsDone epochs behind the checkpoint
   * @param epochs epochs to train now
   * @param epochsPlanned epochs in all, which sets the learning rate's decay
   */
  record Round(
      JobKey key,
      AccountId owner,
      int candidate,
      Learning learning,
      Optional<Sha256> checkpoint,
      int epochsDone,
      int epochs,
      int epochsPlanned)
      implements TrainingJob {
    @Override
    public String name() {
      return learning.subject().name();
    }
  }

  /** Score a checkpoint on the testing split, once, and write its inference graph. */
  record Finish(JobKey key, AccountId owner, int candidate, Learning learning, Sha256 checkpoint)
      implements TrainingJob {
    @Override
    public String name() {
      return learning.subject().name();
    }
  }

  /**
   * A head on a network that stays as it is; the same in every job of a candidate.
   *
   * @param name what people call the network
   * @param network from pixels to features
   * @param pipeline what the network takes
   * @param classes the meaning of the outputs, in order
   * @param datasetUntil images added later are left out
   * @param base the version whose head is brought up to date; empty for a first head
   * @param soon whether some of many new pictures are enough for now; all are learned from later
   */
  record Fitting(
      String name,
      NetworkBlobs network,
      ImagePipeline pipeline,
      List<ClassId> classes,
      Instant datasetUntil,
      Optional<Base> base,
      boolean soon) {
    public Fitting {
      classes = List.copyOf(classes);
    }
  }

  /**
   * A version to begin with.
   *
   * @param weights what its network was frozen from; empty where it was not trained here
   */
  record Base(Sha256 head, Sha256 table, Optional<Weights> weights) {}

  /** Weights of a network. */
  record Weights(Architecture architecture, Sha256 checkpoint) {}

  /** Solve a head from the features of all pictures, and score it on the validation part. */
  record Fit(JobKey key, AccountId owner, int candidate, Fitting fitting) implements TrainingJob {
    @Override
    public String name() {
      return fitting.name();
    }
  }

  /**
   * Score a solved head on the testing split, once, and write it.
   *
   * @param table the blob of the features it was solved from
   */
  record FinishFit(JobKey key, AccountId owner, int candidate, Fitting fitting, Sha256 table)
      implements TrainingJob {
    @Override
    public String name() {
      return fitting.name();
    }
  }
}
