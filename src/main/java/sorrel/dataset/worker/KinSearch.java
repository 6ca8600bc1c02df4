package sorrel.dataset.worker;

import java.util.List;
import java.util.Optional;
import sorrel.dataset.domain.KinImage;
import sorrel.dataset.domain.Side;
import sorrel.dataset.store.KinTable;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.picture.Fingerprint;

/** Finds the kin of a picture that comes alone, as {@link KinIndex} does for those of an import. */
final class KinSearch {
  /** Looks read at once; mostly there are none, or a few. */
  private static final int READ_AT_ONCE = 1_000;

  private final RecentCodes codes;
  private final KinTable table;

  KinSearch(RecentCodes codes, KinTable table) {
    this.codes = codes;
    this.table = table;
  }

  /**
   * The side of a picture: that of the oldest one that is near. Blocks.
   *
   * @param stated by whoever brought it
   * @param print empty where there is next to nothing to see; such a picture is alone
   */
  Side settle(ModelId model, Sha256 picture, Optional<Split> stated, Optional<Fingerprint> print) {
    return print
        .flatMap(wanted -> near(model, wanted))
        .map(side -> side.shared(stated))
        .orElseGet(() -> Side.alone(picture, stated));
  }

  private Optional<Side> near(ModelId model, Fingerprint wanted) {
    List<ImageId> alike = codes.near(model, wanted.code(), wanted.codeApartMax());
    for (int from = 0; from < alike.size(); from += READ_AT_ONCE) {
      List<ImageId> some = alike.subList(from, Math.min(from + READ_AT_ONCE, alike.size()));
      for (KinImage image : table.find(some)) {
        if (wanted.isNear(Fingerprint.ofBytes(image.fingerprint()))) {
          return Optional.of(image.side());
        }
      }
    }
    return Optional.empty();
  }
}
