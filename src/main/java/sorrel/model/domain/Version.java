package sorrel.model.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.Interval;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Recipe;

/**
 * A frozen network that can serve.
 *
 * @param number counted from 1 within the model
 * @param architecture the name of its architecture
 * @param classes what its outputs mean, in the order of the outputs
 * @param files its blobs
 * @param trained how its network came about; empty where it was not trained here
 * @param report the blob that holds what it made of the testing pictures
 * @param right images of the testing split classified rightly, of {@code total}; 0 of 0 without
 *     testing images
 * @param datasetRevision changes of the dataset that it takes into account
 */
public record Version(
    int number,
    RunId run,
    String architecture,
    long parameters,
    ImagePipeline pipeline,
    List<OutputClass> classes,
    VersionFiles files,
    Optional<Trained> trained,
    Sha256 report,
    int right,
    int total,
    long datasetRevision,
    Instant at) {
  /** A class as it was when the version was made. */
  public record OutputClass(ClassId id, String label) {}

  /**
   * The blobs that answer.
   *
   * @param network from pixels to features
   * @param head what turns features into classes
   * @param table the features of the pictures that the head was made from
   */
  public record VersionFiles(NetworkBlobs network, Sha256 head, Sha256 table) {}

  /** What training a network further begins with. */
  public record Trained(Architecture architecture, Recipe recipe, Sha256 checkpoint) {}

  public Version {
    classes = List.copyOf(classes);
  }

  /** Accuracy on the testing split with its 95 % interval; empty without testing images. */
  public Optional<Interval> accuracy() {
    return total == 0 ? Optional.empty() : Optional.of(Interval.wilson(right, total));
  }
}
