package sorrel.loadtest.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import sorrel.cli.measure.WireRequest;
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
  private static final int CONNECTIONS = 64;
  private static final long SEED = 1;

  /** What Sorrel counts for a small network in memory. */
  private static final long BYTES_EACH = 4L << 20;

  /** The setting that leaves room for so many models. */
  public static String memory(int held) {
    return held * BYTES_EACH / 1024 + " KiB";
  }

  @Override
  public List<Row> run(Stage stage) throws IOException {
    List<String> models = SmallModels.train(stage, pictures, count);
    WireRequest request = stage.classification(models.getFirst(), pictures.picture(0));
    WarmUp.run(stage, request);
    List<Row> rows = new ArrayList<>();
    rows.add(measured(stage, models, "some often, most rarely", Popularity.zipf(count)));
    rows.add(measured(stage, models, "each as often", Popularity.even(count)));
    return rows;
  }

  private Row measured(Stage stage, List<String> models, String name, Popularity popularity) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<WireRequest> requests =
        models.stream().map(each -> stage.classification(each, pictures.picture(0))).toList();
    IntFunction<WireRequest> next = _ -> requests.get(popularity.draw(random.nextDouble()));
    // What is in memory at first says nothing of what will be.
    stage.measured("settling", CONNECTIONS, each -> each.steadily(next, time));
    Stage.Hits before = stage.hits();
    Row row =
        stage.measured(
            "%,d models, memory for %,d, %s".formatted(count, held, name),
            CONNECTIONS,
            each -> each.steadily(next, time));
    Stage.Hits hits = stage.hits().since(before);
    stage.say("  found in memory: %.1f %%".formatted(100 * hits.share()));
    return row;
  }

  /** How likely each model is asked: cumulative, so that the last is 1. */
  private record Popularity(double[] upTo) {
    /**
     * The k-th as often as 1/k, as pages and files are asked for. Source: Breslau et al., "Web
     * Caching and Zipf-like Distributions", 1999, https://doi.org/10.1109/INFCOM.1999.749260.
     */
    static Popularity zipf(int count) {
      double[] weights = new double[count];
      Arrays.setAll(weights, k -> 1.0 / (k + 1));
      return of(weights);
    }

    static Popularity even(int count) {
      double[] weights = new double[count];
      Arrays.fill(weights, 1);
      return of(weights);
    }

    private static Popularity of(double[] weights) {
      double sum = Arrays.stream(weights).sum();
      double[] upTo = weights.clone();
      for (int i = 0; i < upTo.length; i++) {
        upTo[i] = upTo[i] / sum + (i == 0 ? 0 : upTo[i - 1]);
      }
      return new Popularity(upTo);
    }

    /**
     * The model that a number from 0 to 1 falls to.
     *
     * @param number below 1
     */
    int draw(double number) {
      int found = Arrays.binarySearch(upTo, number);
      return Math.min(found >= 0 ? found : -found - 1, upTo.length - 1);
    }
  }
}
