package sorrel.loadtest.scenario;

import java.io.IOException;
import java.util.List;

/**
 * Who sends the classifications that are measured, and tells how they were answered. What goes
 * before and beside them is the same for each.
 *
 * @param <R> what it tells
 */
public interface LoadClient<R> {
  /** One at a time. */
  R oneAtATime(String name, String model) throws IOException;

  /**
   * One at a time, of which the slowest hundredth may take so many times as long as that of another
   * measurement.
   */
  R oneAtATime(String name, String model, double timesMax, R than) throws IOException;

  /** 64 at a time, each by a model that is drawn. */
  R byMany(String name, List<String> models, Popularity popularity) throws IOException;
}
