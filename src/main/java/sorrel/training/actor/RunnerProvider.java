package sorrel.training.actor;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where runners come from, and where those go that are too many. */
public interface RunnerProvider extends AutoCloseable {
  /**
   * What it provides.
   *
   * @param ordered runners that were asked for and not taken away, also those that are not there
   *     yet
   * @param names those there are, as they name themselves
   */
  record Fleet(int ordered, Set<String> names) {
    public Fleet {
      names = Set.copyOf(names);
    }
  }

  /** What there is; fails where it cannot be found out. */
  CompletionStage<Fleet> look();

  /** Asks for so many more than there are. */
  CompletionStage<Void> add(int count);

  /** Takes away runners that have nothing to do any more. */
  CompletionStage<Void> remove(Set<String> names);

  /** Takes away what would not go by itself. */
  @Override
  void close();
}
