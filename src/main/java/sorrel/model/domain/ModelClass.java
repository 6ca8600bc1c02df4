package sorrel.model.domain;

import sorrel.kernel.ClassId;

/**
 * A category of a model with the number of its images.
 *
 * @param label the name people see, unique in the model
 * @param training images in the training split
 * @param testing images in the testing split
 */
public record ModelClass(ClassId id, String label, int training, int testing) {
  ModelClass plus(ClassDelta delta) {
    // Never below nothing: a removal may be counted again after a class was emptied.
    return new ModelClass(
        id,
        label,
        Math.max(0, training + delta.training()),
        Math.max(0, testing + delta.testing()));
  }

  ModelClass named(String newLabel) {
    return new ModelClass(id, newLabel, training, testing);
  }
}
