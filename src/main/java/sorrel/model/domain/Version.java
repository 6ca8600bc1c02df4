package sorrel.model.domain;

import java.time.Instant;
import java.util.List;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.Interval;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;

/**
 * A frozen network that can serve.
 *
 * @param number counted from 1 within the model
 * @param architecture the name of its architecture
 * @param classes what its outputs mean, in the order of the outputs
 * @param artefact the blob that holds its inference graph
 * @param report the blob that holds its confusion matrix
 * @param right images of the testing split classified rightly, of {@code total}; 0 of 0 without
 *     testing images
 */
public record Version(
    int number,
    RunId run,
    String architecture,
    long parameters,
    ImagePipeline pipeline,
    List<OutputClass> classes,
    Sha256 artefact,
    Sha256 report,
    int right,
    int total,
    Instant at) {
  /** A class as it was when the version was made. */
  public record OutputClass(ClassId id, String label) {}

  public Version {
    classes = List.copyOf(classes);
  }

  /** Accuracy on the testing split with its 95 % interval; empty without testing images. */
  public java.util.Optional<Interval> accuracy() {
    return total == 0
        ? java.util.Optional.empty()
        : java.util.Optional.of(Interval.wilson(right, total));
  }
}
