package sorrel.dataset.domain;

/** What came of putting removed pictures back. */
public sealed interface Restoration {
  /**
   * They are where they were.
   *
   * @param restored pictures that were put back
   * @param there pictures that the model had again already; they are in the bin no more
   */
  record Done(int restored, int there) implements Restoration {
    public Done plus(Done other) {
      return new Done(restored + other.restored, there + other.there);
    }
  }

  /** A class is not in the bin. */
  record NoSuchClass() implements Restoration {}

  /** Their class would have to be made again, and the model can have no more; nothing was done. */
  record TooManyClasses(int limit) implements Restoration {}

  record ModelGone() implements Restoration {}
}
