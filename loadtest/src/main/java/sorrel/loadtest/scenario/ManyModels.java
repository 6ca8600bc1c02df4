package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sorrel.loadtest.report.Row;

/**
 * Classifications by many models, of which the memory for models holds a few: first as models are
 * asked in practice, some often and most hardly ever, then each as often as the others, which no
 * cache helps.
 *
 * @param count of models
 * @param held how many of them the memory is for
 * @param time of each measurement
 */
public record ManyModels(Pictures pictures, int count, int held, Duration time)
    implements Scenario {

  /** What Sorrel counts for a small network in memory. */
  private static final long BYTES_EACH = 4L << 20;

  /** The setting that leaves room for so many models. */
  public static String memory(int held) {
    return held * BYTES_EACH / 1024 + " KiB";
  }

  @Override
  public List<Row> run(Stage stage) throws IOException {
    return run(stage, light(stage));
  }

  /** The same with another client. */
  public <R> List<R> run(Stage stage, LoadClient<R> client) throws IOException {
    List<String> models = SmallModels.train(stage, pictures, count);
    WarmUp.run(stage, stage.classification(models.getFirst(), pictures.picture(0)));
    List<R> all = new ArrayList<>();
    for (Popularity popularity : Popularity.values()) {
      // What is in memory at first says nothing of what will be.
      light(stage).byMany("settling", models, popularity);
      Stage.Hits before = stage.hits();
      all.add(client.byMany(name(popularity), models, popularity));
      Stage.Hits hits = stage.hits().since(before);
      stage.say("  found in memory: %.1f %%".formatted(100 * hits.share()));
    }
    return all;
  }

  private String name(Popularity popularity) {
    return "%,d models, memory for %,d, %s".formatted(count, held, popularity.words());
  }

  private LightClient light(Stage stage) {
    return new LightClient(stage, pictures.picture(0), time);
  }
}
