package sorrel.inference.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a node has in memory, within a budget: what is worth least leaves first, what is pinned
 * stays. Not safe for several threads.
 *
 * <p>The newest stays until another comes, whatever it is worth: who asks once often asks again.
 *
 * @param <K> names what is in memory
 */
public final class ResidentSet<K> {
  private final long budget;
  private final ToDoubleFunction<K> worth;

  /** Those that came first, first. */
  private final Map<K, Resident> residents = new LinkedHashMap<>();

  /** Told to leave, and still there; their memory counts as given back. */
  private final Set<K> leaving = new LinkedHashSet<>();

  private record Resident(long bytes, boolean pinned) {}

  /**
   * Nothing yet.
   *
   * @param budget bytes that may be in use; one resident that is larger alone may stay
   * @param worth of a resident now, such as how often it is asked
   */
  public ResidentSet(long budget, ToDoubleFunction<K> worth) {
    this.budget = budget;
    this.worth = worth;
  }

  /**
   * Something is in memory now, or holds more or less of it than before.
   *
   * @return what is to leave for it
   */
  public List<K> arrived(K key, long bytes, boolean pinned) {
    leaving.remove(key);
    residents.put(key, new Resident(bytes, pinned));
    return surplus(key);
  }

  /** Something has left. */
  public void left(K key) {
    residents.remove(key);
    leaving.remove(key);
  }

  /** Bytes in use by what was not told to leave. */
  public long bytes() {
    return residents.entrySet().stream()
        .filter(each -> !leaving.contains(each.getKey()))
        .mapToLong(each -> each.getValue().bytes())
        .sum();
  }

  public int count() {
    return residents.size();
  }

  /** What is told of a resident. */
  public interface Told<K, T> {
    T of(K key, long bytes, boolean pinned);
  }

  /** Each of them, those that came first at the front. */
  public <T> List<T> map(Told<K, T> told) {
    return residents.entrySet().stream()
        .map(each -> told.of(each.getKey(), each.getValue().bytes(), each.getValue().pinned()))
        .toList();
  }

  private List<K> surplus(K newest) {
    long over = bytes() - budget;
    if (over <= 0) {
      return List.of();
    }
    List<K> told = new ArrayList<>();
    for (K each : worthLeastFirst(newest)) {
      if (over <= 0) {
        break;
      }
      told.add(each);
      over -= residents.get(each).bytes();
    }
    leaving.addAll(told);
    return told;
  }

  /** All that may be told to leave. */
  private List<K> worthLeastFirst(K newest) {
    Map<K, Double> worths = new HashMap<>();
    residents.forEach(
        (key, resident) -> {
          if (!resident.pinned() && !key.equals(newest) && !leaving.contains(key)) {
            worths.put(key, worth.applyAsDouble(key));
          }
        });
    return residents.keySet().stream()
        .filter(worths::containsKey)
        .sorted(Comparator.comparingDouble(worths::get))
        .toList();
  }
}
