package sorrel.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps so many entries, and loses the oldest first. Not safe for threads. */
public final class Newest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  public Newest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
