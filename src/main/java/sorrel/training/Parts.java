package sorrel.training;

import sorrel.dataset.domain.StableSplit;
import sorrel.kernel.Part;
import sorrel.kernel.Split;
import sorrel.training.domain.ImageSource;

/** Which part of a run a picture belongs to. */
final class Parts {
  private Parts() {}

  static Part of(ImageSource.Entry image) {
    if (image.split() == Split.TESTING) {
      return Part.TESTING;
    }
    return StableSplit.isValidation(image.kin()) ? Part.VALIDATION : Part.TRAINING;
  }
}
