package sorrel.dataset.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sorrel.kernel.ClassId;

/**
 * By how many images one class grew or shrank.
 *
 * @param training change in the training split; negative when images went
 * @param testing change in the testing split
 */
public record ClassDelta(ClassId classId, int training, int testing) {
  /** One for each class, of all that some say of it. */
  public static List<ClassDelta> sums(List<ClassDelta> deltas) {
    Map<ClassId, ClassDelta> sums = new HashMap<>();
    deltas.forEach(delta -> sums.merge(delta.classId(), delta, ClassDelta::plus));
    return List.copyOf(sums.values());
  }

  private ClassDelta plus(ClassDelta other) {
    return new ClassDelta(classId, training + other.training, testing + other.testing);
  }
}
