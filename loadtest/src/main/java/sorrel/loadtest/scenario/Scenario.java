package sorrel.loadtest.scenario;

import java.io.IOException;
import java.util.List;
import sorrel.loadtest.report.Row;

/** Something that many people do to a server at once, measured. */
@FunctionalInterface
public interface Scenario {
  /**
   * Does it, says on standard error how far it is, and returns what was measured.
   *
   * @param stage a server that runs, and somebody who may use it
   */
  List<Row> run(Stage stage) throws IOException;
}
