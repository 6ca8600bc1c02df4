package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** A model that every node is asked for is answered by every node itself. */
final class NearCopyIT {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void nodes_that_are_asked_often_have_the_model_in_memory(TestReporter figures) throws Exception {
    try (ThreeNodes nodes = ThreeNodes.start(folder)) {
      SorrelClient client = nodes.client(1);
      String model = trained(client);
      assertThat(loaded(nodes)).isEqualTo(1);

      long began = System.nanoTime();
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger failures = new AtomicInteger();
      List<Thread> asking =
          IntStream.rangeClosed(1, ThreeNodes.COUNT)
              .mapToObj(
                  node ->
                      Thread.ofVirtual()
                          .start(() -> ask(nodes.client(node), model, enough, failures)))
              .toList();
      while (loaded(nodes) < ThreeNodes.COUNT) {
        LockSupport.parkNanos(POLL.toNanos());
      }
      figures.publishEntry(
          "seconds until each node had it",
          Long.toString(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)));
      enough.set(true);
      for (Thread each : asking) {
        each.join();
      }
      assertThat(failures).hasValue(0);
    }
  }

  private String trained(SorrelClient client) throws IOException {
    String model = client.createModel("Bars", 0.5).id();
    Contract.Task task =
        client.importZip(model, DrawnPictures.zip(folder.resolve("bars.zip"), 40), _ -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    Contract.Run run = client.startRun(model, 0.5, Duration.ofMinutes(1));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
    client.classify(model, DrawnPictures.picture(0, new Random(1)));
    return model;
  }

  private static void ask(
      SorrelClient client, String model, AtomicBoolean enough, AtomicInteger failures) {
    Random random = new Random(2);
    while (!enough.get()) {
      try {
        client.classifyOnce(model, DrawnPictures.picture(random.nextInt(4), random));
      } catch (ClientException | IOException failure) {
        failures.incrementAndGet();
      }
    }
  }

  /** Servers in memory, of all nodes. */
  private static int loaded(ThreeNodes nodes) throws Exception {
    int sum = 0;
    for (int node = 1; node <= ThreeNodes.COUNT; node++) {
      HttpRequest request = HttpRequest.newBuilder(nodes.address(node).resolve("/metrics")).build();
      sum +=
          HTTP.send(request, HttpResponse.BodyHandlers.ofString())
              .body()
              .lines()
              .filter(line -> line.startsWith("models_loaded "))
              .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
              .sum();
    }
    return sum;
  }
}
