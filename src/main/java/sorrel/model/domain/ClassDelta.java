package sorrel.model.domain;

import sorrel.kernel.ClassId;

/**
 * By how many images one class grew or shrank.
 *
 * @param training change in the training split; negative when images went
 * @param testing change in the testing split
 */
public record ClassDelta(ClassId classId, int training, int testing) {
  /** Both changes of the same class together. */
  ClassDelta plus(ClassDelta other) {
    return new ClassDelta(classId, training + other.training, testing + other.testing);
  }
}
