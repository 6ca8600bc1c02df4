package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.platform.blobs.MemoryS3;

/** The life of a model whose bytes are in a bucket. */
final class BucketIT {
  private static final String BUCKET = "sorrel-blobs";
  private static final Duration POLL = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_model_is_learned_used_exported_and_erased_with_its_bytes_in_a_bucket() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (MemoryS3 s3 = MemoryS3.start()) {
      s3.make(BUCKET);
      try (SorrelProcess process = SorrelProcess.start(data, environment(s3, "64 MiB"))) {
        SorrelClient anyone = new SorrelClient(process.address(), Optional.empty());
        anyone.register("bucket@example.org", "a long enough password");
        SorrelClient client =
            anyone.as(anyone.logIn("bucket@example.org", "a long enough password").token());
        String model = trained(client);

        Contract.Classification answer =
            client.classify(model, DrawnPictures.picture(1, new Random(3)));
        assertThat(answer.closest()).isEqualTo("class 1");
        assertThat(ExportIT.export(process.address(), client.token().orElseThrow(), model))
            .isNotEmpty();
        String objects = "blobs/of/" + model;
        assertThat(s3.keys(BUCKET, objects)).hasSizeGreaterThan(4);
        assertThat(s3.keys(BUCKET, "")).hasSameSizeAs(s3.keys(BUCKET, objects));
        assertThat(data.resolve("blobs")).doesNotExist();
        assertThat(files(data.resolve("cache/blobs"))).isPositive();

        erase(process.address(), client, model);
        while (!s3.keys(BUCKET, "").isEmpty() || files(data.resolve("cache/blobs")) > 0) {
          LockSupport.parkNanos(POLL.toNanos());
        }
        assertThat(process.stop()).isEqualTo(143);
      }
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void a_bucket_that_is_missing_is_said_in_one_line_before_anything_starts() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (MemoryS3 s3 = MemoryS3.start()) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> SorrelProcess.start(data, environment(s3, "64 MiB"))))
          .isInstanceOf(IOException.class);

      String said = Files.readString(folder.resolve("server.log"));
      assertThat(said)
          .contains("There is no bucket sorrel-blobs at " + s3.endpoint())
          .doesNotContain("\tat ")
          .doesNotContain(s3.key().secret());
      assertThat(data.resolve("postgres")).doesNotExist();
    }
  }

  private static Map<String, String> environment(MemoryS3 s3, String cache) {
    return Map.of(
        "TF_CPP_MIN_LOG_LEVEL",
        "2",
        "SORREL_BLOBS_KIND",
        "s3",
        "SORREL_BLOBS_ENDPOINT",
        s3.endpoint().toString(),
        "SORREL_BLOBS_BUCKET",
        BUCKET,
        "SORREL_BLOBS_PREFIX",
        "blobs/of",
        "SORREL_BLOBS_ACCESS_KEY",
        s3.key().id(),
        "SORREL_BLOBS_SECRET_KEY",
        s3.key().secret(),
        "SORREL_BLOBS_PATH_STYLE",
        "true",
        "SORREL_BLOBS_CACHE",
        cache);
  }

  private String trained(SorrelClient client) throws IOException {
    String model = client.createModel("Bars", 0.9).id();
    Contract.Task task =
        client.importZip(model, DrawnPictures.zip(folder.resolve("bars.zip"), 150, 0, 3), _ -> {});
    while (!task.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      task = client.task(task.id());
    }
    assertThat(task.status()).as("%s", task).isEqualTo("succeeded");
    Contract.Run run = client.startRun(model, 0.9, Duration.ofMinutes(2));
    while (!run.finished()) {
      LockSupport.parkNanos(POLL.toNanos());
      run = client.run(model, run.id());
    }
    assertThat(run.state()).as("%s", run).isEqualTo("succeeded");
    return model;
  }

  private static void erase(URI server, SorrelClient client, String model) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(server.resolve("/api/v1/models/" + model))
                  .header("Authorization", "Bearer " + client.token().orElseThrow())
                  .DELETE()
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
