package sorrel.dataset.domain;

import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;

/** Tells whose a model is. */
@FunctionalInterface
public interface ModelAccess {
  /** Whether the model lives and is the account's; blocking. */
  boolean owns(AccountId account, ModelId model);
}
