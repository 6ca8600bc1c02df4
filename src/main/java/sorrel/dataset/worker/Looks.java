package sorrel.dataset.worker;

import sorrel.dataset.domain.Look;
import sorrel.picture.Fingerprint;

/** Fingerprints as the dataset keeps them. */
final class Looks {
  private Looks() {}

  static Look of(Fingerprint print) {
    return new Look(print.code(), print.bytes());
  }
}
