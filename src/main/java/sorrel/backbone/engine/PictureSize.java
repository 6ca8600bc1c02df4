package sorrel.backbone.engine;

import java.util.List;
import java.util.Optional;
import sorrel.backbone.domain.BackboneException;
import sorrel.kernel.ImageShape;

/** The size of the pictures that a network takes, as its file says or its administrator. */
final class PictureSize {
  /** Four times what networks for photographs usually take. */
  private static final int SIDE_MAX = 896;

  private PictureSize() {}

  /**
   * Holds what is said against what the file knows.
   *
   * @param known height, width and channels, less than 1 where the file does not say one
   */
  static ImageShape of(List<Long> known, Optional<ImageShape> said) {
    ImageShape shape = said.orElseGet(() -> whole(known));
    List<Long> wanted =
        List.of((long) shape.height(), (long) shape.width(), (long) shape.channels());
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) >= 1 && !known.get(i).equals(wanted.get(i))) {
        throw new BackboneException(
            "The network does not take pictures of %d x %d x %d: its input is %s."
                .formatted(shape.height(), shape.width(), shape.channels(), known));
      }
    }
    if (shape.height() > SIDE_MAX || shape.width() > SIDE_MAX) {
      throw new BackboneException(
          "The pictures may have %d x %d pixels at most.".formatted(SIDE_MAX, SIDE_MAX));
    }
    return shape;
  }

  private static ImageShape whole(List<Long> known) {
    if (known.stream().anyMatch(size -> size < 1)) {
      throw new BackboneException(
          "The network does not say how large its pictures are. Say it with --input, such as"
              + " --input 224x224x3.");
    }
    return new ImageShape(
        Math.toIntExact(known.get(0)),
        Math.toIntExact(known.get(1)),
        Math.toIntExact(known.get(2)));
  }
}
