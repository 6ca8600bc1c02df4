package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Runners that are real processes beside the one that answers. */
final class RunnerProcessesIT {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PASSWORD = "a long enough password";

  /** A second, and what a busy machine adds to asking. */
  private static final Duration STOPPED_WITHIN = Duration.ofMillis(1_500);

  @TempDir Path folder;

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_crash_while_it_trains_costs_a_round_and_nobody_an_answer(TestReporter figures)
      throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Map<String, String> environment =
        Map.of("SORREL_TRAINING_ISOLATION", "process", "SORREL_TRAINING_CHILD_HEAP", "512 MiB");
    try (SorrelProcess process = SorrelProcess.start(data, environment)) {
      SorrelClient client = account(process);
      String model = imported(client, "Bars");
      awaitTrue(() -> client.runners().items().size() == 1);
      Contract.Run run = client.startRun(model, 1.0, Duration.ofSeconds(60));
      awaitTrue(() -> running(client) == 1);
      ProcessHandle child = children().getFirst();
      child.destroyForcibly();
      long killed = System.nanoTime();
      awaitTrue(() -> running(client) == 0);
      awaitTrue(() -> running(client) == 1);
      figures.publishEntry("trains again after the crash", since(killed).toString());
      awaitTrue(() -> client.run(model, run.id()).finished());

      assertThat(client.run(model, run.id()).state()).isEqualTo("succeeded");
      assertThat(children()).hasSize(1).doesNotContain(child);
      assertThat(client.classify(model, DrawnPictures.picture(1, new Random(3))).version())
          .isEqualTo("1");
      process.stop();
      assertThat(children()).isEmpty();
    }
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void runners_come_with_the_jobs_and_go_with_them(TestReporter figures) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Map<String, String> environment =
        Map.of(
            "SORREL_ROLES", "http,model",
            "SORREL_SCALING_PROVIDER", "processes",
            "SORREL_SCALING_MAX", "2",
            "SORREL_SCALING_QUALITY_OF_SERVICE", "1",
            "SORREL_SCALING_CALM", "5s",
            "SORREL_TRAINING_CHILD_HEAP", "512 MiB");
    try (SorrelProcess process = SorrelProcess.start(data, environment)) {
      SorrelClient client = account(process);
      List<String> models = List.of(unlearnable(client, "Bars"), unlearnable(client, "More bars"));
      assertThat(client.runners().items()).isEmpty();
      assertThat(children()).isEmpty();

      long asked = System.nanoTime();
      List<Contract.Run> runs =
          models.stream()
              .map(model -> client.startRun(model, 1.0, Duration.ofMinutes(30)))
              .toList();
      awaitTrue(() -> running(client) == 2);
      figures.publishEntry(
          "two runners train after two runs were asked for", since(asked).toString());
      assertThat(client.runners().desired()).contains(2);
      awaitTrue(() -> figures(process).contains("sorrel_runners_desired 2.0"));
      awaitTrue(() -> figures(process).contains("sorrel_jobs_running 2.0"));

      for (int i = 0; i < 2; i++) {
        int left = 1 - i;
        long cancelled = System.nanoTime();
        client.cancelRun(models.get(i), runs.get(i).id());
        awaitTrue(() -> running(client) == left);
        Duration took = since(cancelled);
        figures.publishEntry("a slot is free after its run was cancelled", took.toString());
        assertThat(took).isLessThan(STOPPED_WITHIN);
      }
      long idle = System.nanoTime();
      awaitTrue(() -> client.runners().items().isEmpty());
      awaitTrue(() -> children().isEmpty());
      figures.publishEntry("no runner is left after the last job", since(idle).toString());
      assertThat(client.runners().desired()).contains(0);
      process.stop();
    }
  }

  private static SorrelClient account(SorrelProcess process) {
    SorrelClient anyone = new SorrelClient(process.address(), Optional.empty());
    anyone.register("runners@example.org", PASSWORD);
    return anyone.as(anyone.logIn("runners@example.org", PASSWORD).token());
  }

  private String imported(SorrelClient client, String name) throws IOException {
    return imported(client, name, DrawnPictures.zip(folder.resolve(name + ".zip"), 300));
  }

  /** Pictures whose classes were drawn by lot, so that a training has not ended when it matters. */
  private String unlearnable(SorrelClient client, String name) throws IOException {
    Random lot = new Random(name.hashCode());
    return imported(
        client,
        name,
        DrawnPictures.zip(
            folder.resolve(name + ".zip"),
            1_000,
            0,
            DrawnPictures.CLASSES,
            _ -> "class " + lot.nextInt(DrawnPictures.CLASSES)));
  }

  private String imported(SorrelClient client, String name, Path zip) {
    String model = client.createModel(name, 1.0).id();
    Contract.Task task = client.importZip(model, zip, _ -> {});
    awaitTrue(() -> client.task(task.id()).finished());
    return model;
  }

  private static String figures(SorrelProcess process) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(process.address().resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static int running(SorrelClient client) {
    return client.runners().items().stream().mapToInt(each -> each.running().size()).sum();
  }

  /** The processes that only train, of the server that this test has started. */
  private static List<ProcessHandle> children() {
    try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
      return all.filter(RunnerProcessesIT::trains).toList();
    }
  }

  /** Java itself tells nothing of long command lines, as those with a class path are. */
  private static boolean trains(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(line, StandardCharsets.ISO_8859_1).contains("roles=runner");
    } catch (IOException ended) {
      return false;
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos));
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(since(began)).as("in time").isLessThan(LONG);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
