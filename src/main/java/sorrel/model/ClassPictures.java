package sorrel.model;

import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;

/** What becomes of the pictures of a class that is about to be removed. */
@FunctionalInterface
public interface ClassPictures {
  /**
   * Removes them; blocking, and may be repeated.
   *
   * @param label of the class, under which it can be made again
   * @param forever whether they can not be put back
   */
  void remove(ModelId model, ClassId classId, String label, AccountId by, boolean forever);
}
