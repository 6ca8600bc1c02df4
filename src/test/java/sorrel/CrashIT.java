package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** A whole Sorrel is killed at random moments; nothing that it acknowledged is lost. */
class CrashIT {
  private static final int PER_CLASS = 2_000;
  private static final int KILLS_EACH = 5;
  private static final Duration POLL = Duration.ofMillis(100);

  /** Steps small enough that a kill falls between many of them. */
  private static final Map<String, String> SMALL_STEPS =
      Map.of("SORREL_IMPORT_BATCH_PICTURES", "250", "TF_CPP_MIN_LOG_LEVEL", "2");

  @TempDir Path folder;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private String token;
  private String model;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothing_acknowledged_is_lost_when_the_process_is_killed_ten_times() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path zip = DrawnPictures.zip(folder.resolve("bars.zip"), PER_CLASS);
    String importTask = begin(data, zip);
    for (int kill = 1; kill < KILLS_EACH; kill++) {
      killWhile(data, 200 + random.nextInt(1_500));
    }
    Contract.ImportResult imported = finishImport(data, importTask);
    long distinct = PER_CLASS * (long) DrawnPictures.CLASSES - imported.duplicates();
    assertThat(imported.pictures()).as("seed %d", seed).isEqualTo(distinct);
    List<String> judged = new ArrayList<>();
    trainThroughKills(data, distinct, judged);
  }

  /** Starts, uploads, and is killed at some moment after the upload was acknowledged. */
  private String begin(Path data, Path zip) throws Exception {
    try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
      SorrelClient anonymous = new SorrelClient(process.address(), Optional.empty());
      anonymous.register("crash@example.org", "a long enough password");
      token = anonymous.logIn("crash@example.org", "a long enough password").token();
      SorrelClient client = client(process);
      model = client.createModel("Bars", 1.0).id();
      Contract.Task task = client.importZip(model, zip, sent -> {});
      process.killAfter(random.nextInt(800));
      return task.id();
    }
  }

  private void killWhile(Path data, int millis) throws Exception {
    try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
      process.killAfter(millis);
    }
  }

  private Contract.ImportResult finishImport(Path data, String taskId) throws Exception {
    try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
      SorrelClient client = client(process);
      Contract.Task task = client.task(taskId);
      while (!task.finished()) {
        LockSupport.parkNanos(POLL.toNanos());
        task = client.task(taskId);
      }
      assertThat(task.status()).as("seed %d: %s", seed, task).isEqualTo("succeeded");
      Contract.ImportResult result = SorrelClient.importResult(task);
      assertCountsAgree(client, result.pictures());
      process.killAfter(0);
      return result;
    }
  }

  /** What the model counts, what is listed, and what can be read are the same pictures. */
  private void assertCountsAgree(SorrelClient client, long pictures) {
    Contract.Model counted = client.model(model);
    assertThat(counted.pictures()).as("seed %d", seed).isEqualTo(pictures);
    long training = counted.classes().stream().mapToLong(Contract.Category::training).sum();
    int all = PER_CLASS * DrawnPictures.CLASSES;
    List<Contract.Image> learned = client.images(model, "training", all);
    List<Contract.Image> tested = client.images(model, "testing", all);
    assertThat(learned).hasSize((int) training);
    assertThat(learned.size() + tested.size()).isEqualTo((int) pictures);
    for (Contract.Image image : tested.subList(0, 20)) {
      assertThat(client.imageContent(image.id())).isNotEmpty();
    }
  }

  private void trainThroughKills(Path data, long pictures, List<String> tasks) throws Exception {
    String run = null;
    int epochs = 0;
    for (int kill = 0; kill < KILLS_EACH; kill++) {
      try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
        SorrelClient client = client(process);
        if (run == null) {
          run = client.startRun(model, 1.0, Duration.ofMinutes(10)).id();
        }
        int now = epochs(client.run(model, run));
        assertThat(now).as("epochs are never lost, seed %d", seed).isGreaterThanOrEqualTo(epochs);
        epochs = now;
        process.killAfter(1_000 + random.nextInt(6_000));
      }
    }
    try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
      SorrelClient client = client(process);
      Contract.Run last = client.run(model, run);
      while (!last.finished()) {
        LockSupport.parkNanos(POLL.toNanos());
        last = client.run(model, run);
      }
      assertThat(last.state()).as("seed %d: %s", seed, last).isEqualTo("succeeded");
      assertThat(client.model(model).serving().orElseThrow().version()).isEqualTo("1");
      assertThat(client.model(model).pictures()).isEqualTo(pictures);
      for (int i = 0; i < 10; i++) {
        tasks.add(client.classify(model, DrawnPictures.picture(0, random)).task().orElseThrow());
      }
      process.killAfter(0);
    }
    try (SorrelProcess process = SorrelProcess.start(data, SMALL_STEPS)) {
      SorrelClient client = client(process);
      for (String task : tasks) {
        assertThat(client.task(task).status()).isEqualTo("succeeded");
      }
      assertThat(client.classify(model, DrawnPictures.picture(2, random)).version()).isEqualTo("1");
      // 128 + 15: a JVM that was told to stop, and did so in order.
      assertThat(process.stop()).isEqualTo(143);
    }
  }

  private static int epochs(Contract.Run run) {
    return run.candidates().stream().mapToInt(Contract.Candidate::epochs).sum();
  }

  private SorrelClient client(SorrelProcess process) {
    return new SorrelClient(process.address(), Optional.of(token));
  }
}
