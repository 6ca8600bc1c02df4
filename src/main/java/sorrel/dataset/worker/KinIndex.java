package sorrel.dataset.worker;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import sorrel.dataset.domain.Side;
import sorrel.dataset.store.KinTable;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.picture.Fingerprint;
import sorrel.picture.FingerprintIndex;

/**
 * The pictures of a model that new ones can be kin of, in memory, and the sides they have: those
 * that were there and those that an import adds. For one thread.
 *
 * <p>A picture becomes kin only of one that is the first of its kin, so that a kin cannot drift
 * from one picture to the next. As the table is read in the order in which images were added, an
 * import that is taken up again settles the rest as it would have been settled at once.
 */
final class KinIndex {
  /**
   * Pictures that are compared with at most, the newest: bursts and copies come close together. Of
   * about half a kilobyte each, so this is 64 MiB for an import.
   */
  static final int KEPT = 1 << 17;

  private final FingerprintIndex index = new FingerprintIndex(KEPT);
  private Side[] sides = new Side[1 << 10];

  /** The model's pictures as the table has them; blocking. */
  static KinIndex of(KinTable table, ModelId model) {
    KinIndex index = new KinIndex();
    // Of those that are left of a kin without its first, the oldest stands for it.
    Set<Sha256> kins = new HashSet<>();
    table.forEach(
        model,
        KEPT,
        image -> {
          if (kins.add(image.side().kin())) {
            index.add(Fingerprint.ofBytes(image.fingerprint()), image.side());
          }
        });
    return index;
  }

  /**
   * Settles the side of a picture that is about to be added.
   *
   * @param stated by the archive
   * @param print empty where there is next to nothing to see; such a picture is alone
   */
  Side settle(Sha256 picture, Optional<Split> stated, Optional<Fingerprint> print) {
    if (print.isEmpty()) {
      return Side.alone(picture, stated);
    }
    OptionalInt near = index.firstNear(print.get());
    if (near.isPresent()) {
      return side(near.getAsInt()).shared(stated);
    }
    Side alone = Side.alone(picture, stated);
    add(print.get(), alone);
    return alone;
  }

  private Side side(int number) {
    return sides[number & (sides.length - 1)];
  }

  private void add(Fingerprint print, Side side) {
    int number = index.add(print);
    if (number == sides.length && number < KEPT) {
      sides = Arrays.copyOf(sides, 2 * number);
    }
    sides[number & (sides.length - 1)] = side;
  }
}
