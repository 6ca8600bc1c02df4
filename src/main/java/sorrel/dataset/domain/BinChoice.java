package sorrel.dataset.domain;

import java.util.List;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;

/** Which of a model's removed pictures are meant. */
public sealed interface BinChoice {
  record All() implements BinChoice {}

  /** Those that were of a class when they were removed; also a class without any. */
  record OfClass(ClassId classId) implements BinChoice {}

  /** Some; one that is not in the bin is passed over. */
  record Some(List<ImageId> images) implements BinChoice {
    public Some {
      images = List.copyOf(images);
    }
  }
}
