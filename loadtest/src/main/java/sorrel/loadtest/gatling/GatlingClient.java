package sorrel.loadtest.gatling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sorrel.loadtest.scenario.LoadClient;
import sorrel.loadtest.scenario.Popularity;
import sorrel.loadtest.scenario.Stage;

/**
 * Gatling, which tells whether assertions hold.
 *
 * @param picture what is sent
 * @param time of each measurement but bursts
 * @param folder for files that it reads and writes
 */
public record GatlingClient(Stage stage, byte[] picture, Duration time, Path folder)
    implements LoadClient<Asserted> {
  private static final String SLOWEST_HUNDREDTH = "99th percentile of response time";

  /** Bursts that connect. */
  public Asserted bursts(String model) throws IOException {
    return ran("BurstSimulation", "bursts", Map.of(Request.MODEL, model));
  }

  /** 64 at a time. */
  public Asserted sustained(String model) throws IOException {
    return ran("SustainedSimulation", "sustained", Map.of(Request.MODEL, model));
  }

  @Override
  public Asserted oneAtATime(String name, String model) throws IOException {
    return ran("MixedSimulation", name, Map.of(Request.MODEL, model));
  }

  @Override
  public Asserted oneAtATime(String name, String model, double timesMax, Asserted than)
      throws IOException {
    // Gatling counts whole milliseconds: none is anything below one.
    double most = timesMax * Math.max(1, than.found(SLOWEST_HUNDREDTH));
    return ran(
        "MixedSimulation",
        name,
        Map.of(
            Request.MODEL,
            model,
            MixedSimulation.SLOWEST_HUNDREDTH_MS,
            String.valueOf((int) most)));
  }

  @Override
  public Asserted byMany(String name, List<String> models, Popularity popularity)
      throws IOException {
    Path file = Files.write(folder.resolve("models"), models);
    return ran(
        "ManyModelsSimulation",
        name,
        Map.of(
            ManyModelsSimulation.MODELS, file.toString(),
            ManyModelsSimulation.POPULARITY, popularity.name()));
  }

  private Asserted ran(String simulation, String name, Map<String, String> own) throws IOException {
    Map<String, String> told = new HashMap<>(own);
    told.put(Request.SERVER, stage.address().toString());
    told.put(Request.PICTURE, Files.write(folder.resolve("picture"), picture).toString());
    told.put(Request.SECONDS, String.valueOf(time.toSeconds()));
    return new GatlingRun(told, stage.token(), folder.resolve("gatling")).of(simulation, name);
  }
}
