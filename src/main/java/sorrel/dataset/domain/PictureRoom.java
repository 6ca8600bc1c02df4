package sorrel.dataset.domain;

import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;

/** Tells how many bytes of pictures an account has, and how many it may have. */
@FunctionalInterface
public interface PictureRoom {
  /** As it is now, in all datasets of the account; blocking. */
  Allowance of(AccountId account);

  /** As much as anybody brings. */
  static PictureRoom endless() {
    return _ -> new Allowance(0, Long.MAX_VALUE);
  }
}
