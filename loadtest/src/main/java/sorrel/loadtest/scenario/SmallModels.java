package sorrel.loadtest.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Models of a few pictures, each trained for a moment: for loads that need many of them. */
final class SmallModels {
  /** Reached by the first candidate's first round. */
  private static final double TARGET = 0.05;

  private static final Duration BUDGET = Duration.ofMinutes(2);
  private static final int SAID_EVERY = 25;

  private SmallModels() {}

  /** Makes so many of the same pictures, and returns their ids. */
  static List<String> train(Stage stage, Pictures pictures, int count) {
    stage.say("Training %,d small models".formatted(count));
    List<String> models = new ArrayList<>();
    while (models.size() < count) {
      String model = stage.importModel("small " + models.size(), pictures.zip(), TARGET);
      stage.train(model, TARGET, BUDGET);
      models.add(model);
      if (models.size() % SAID_EVERY == 0) {
        stage.say("  %,d of %,d".formatted(models.size(), count));
      }
    }
    return models;
  }
}
