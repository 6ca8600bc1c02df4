package sorrel.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import sorrel.inference.domain.Classification;
import sorrel.kernel.TaskId;

/**
 * A classification as callers see it.
 *
 * @param unknown whether the model does not know the picture
 * @param familiarity the share of known pictures that look at least as strange, 0 to 1
 * @param task where it can be looked up and judged; absent for models that keep no history
 */
public record ClassificationDocument(
    Optional<TaskId> task,
    @JsonProperty("class") String label,
    double probability,
    boolean unknown,
    double familiarity,
    List<ShareJson> classes,
    int version) {

  /** A class with its probability. */
  public record ShareJson(@JsonProperty("class") String label, double probability) {}

  public static ClassificationDocument of(Optional<TaskId> task, Classification result) {
    return new ClassificationDocument(
        task,
        result.best().label(),
        result.best().probability(),
        result.unknown(),
        result.familiarity(),
        result.shares().stream()
            .map(share -> new ShareJson(share.label(), share.probability()))
            .toList(),
        result.version());
  }

  /** With the likeliest classes only, as it is kept. */
  ClassificationDocument shortened(int classesMax) {
    return classes.size() <= classesMax
        ? this
        : new ClassificationDocument(
            task,
            label,
            probability,
            unknown,
            familiarity,
            classes.subList(0, classesMax),
            version);
  }
}
