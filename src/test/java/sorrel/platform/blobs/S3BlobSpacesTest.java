package sorrel.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import sorrel.kernel.Sha256;
import sorrel.platform.config.BlobSettings;

final class S3BlobSpacesTest extends BlobSpacesContract {
  private static final long PART_BYTES = 16L << 20;

  private static final int KEYS_AT_ONCE = 10;

  private static MemoryS3 server;

  @TempDir Path folder;

  private final String bucket = "spaces-" + UUID.randomUUID();

  @BeforeAll
  static void start_a_server() throws Exception {
    server = MemoryS3.start();
  }

  @AfterAll
  static void stop_the_server() {
    server.close();
  }

  /** A node with copies of its own. */
  static S3BlobSpaces node(MemoryS3 server, String bucket, Path copies, long partBytes)
      throws IOException {
    BlobSettings.Bucket settings = server.settings(bucket);
    S3Client client = BucketClient.open(settings, BucketClient.credentials(settings));
    return new S3BlobSpaces(
        new Bucket(client, bucket, partBytes, KEYS_AT_ONCE),
        "shelf/",
        copies,
        settings.cacheBytes(),
        InstantSource.system());
  }

  @Override
  protected BlobSpaces emptySpaces() throws IOException {
    server.make(bucket);
    return node(server, bucket, folder.resolve("here"), PART_BYTES);
  }

  @Test
  void more_blobs_than_one_request_takes_are_deleted() throws IOException {
    IntStream.rangeClosed(0, 2 * KEYS_AT_ONCE)
        .forEach(
            i ->
                server
                    .client()
                    .putObject(
                        object -> object.bucket(bucket).key("shelf/many/ab/" + i),
                        RequestBody.fromBytes(new byte[] {1})));

    spaces.deleteAll("many");

    assertThat(server.keys(bucket, "")).isEmpty();
  }

  @Test
  void copies_of_a_store_that_another_node_deleted_are_dropped() throws IOException {
    Sha256 address = put("gone");
    Sha256 kept = put("kept");
    try (S3BlobSpaces there = node(server, bucket, folder.resolve("there"), PART_BYTES)) {
      Path copy = there.of("gone").local(address);
      Path other = there.of("kept").local(kept);

      spaces.deleteAll("gone");
      there.tidy(Instant.now());

      assertThat(copy).doesNotExist();
      assertThat(other).exists();
    }
  }

  @Test
  void uploads_that_were_begun_and_never_ended_are_given_up_once_they_are_old() throws IOException {
    server.client().createMultipartUpload(object -> object.bucket(bucket).key("shelf/one/ab/cd"));
    S3BlobSpaces here = (S3BlobSpaces) spaces;

    here.tidy(Instant.now().minus(Duration.ofHours(1)));
    assertThat(uploads()).isOne();
    here.tidy(Instant.now().plus(Duration.ofHours(1)));
    assertThat(uploads()).isZero();
  }

  @Test
  void deleting_a_store_gives_up_its_uploads() throws IOException {
    server.client().createMultipartUpload(object -> object.bucket(bucket).key("shelf/one/ab/cd"));

    spaces.deleteAll("one");

    assertThat(uploads()).isZero();
  }

  private int uploads() {
    return server.client().listMultipartUploads(list -> list.bucket(bucket)).uploads().size();
  }

  @Test
  void a_bucket_that_is_there_is_opened() throws IOException {
    try (BlobSpaces opened = Blobs.open(server.settings(bucket), folder.resolve("opened"))) {
      assertThat(opened.of("one").exists(put("one"))).isTrue();
    }
  }

  @Test
  void a_bucket_that_is_missing_is_named() {
    refused(server.settings("nowhere"), "There is no bucket nowhere at " + server.endpoint());
  }

  @Test
  void a_wrong_secret_is_refused_and_not_shown() {
    BlobSettings.AccessKey wrong = new BlobSettings.AccessKey(server.key().id(), "hush hush");
    refused(with(server.endpoint(), wrong), server.endpoint() + " refuses the bucket " + bucket);
  }

  @Test
  void a_server_that_does_not_answer_is_named() {
    refused(
        with(URI.create("http://127.0.0.1:1"), server.key()),
        "The bucket " + bucket + " at http://127.0.0.1:1 cannot be reached");
  }

  private BlobSettings.Bucket with(URI endpoint, BlobSettings.AccessKey key) {
    return new BlobSettings.Bucket(
        Optional.of(endpoint), "us-east-1", bucket, "", Optional.of(key), true, 1L << 20);
  }

  private void refused(BlobSettings.Bucket settings, String beginning) {
    assertThatThrownBy(() -> Blobs.open(settings, folder.resolve("refused")))
        .isInstanceOf(BlobsException.class)
        .hasMessageStartingWith(beginning)
        .extracting(Throwable::getMessage)
        .satisfies(
            message -> {
              assertThat(message.lines()).hasSize(1);
              assertThat(message).doesNotContain(settings.key().orElseThrow().secret());
            });
    assertThat(Files.exists(folder.resolve("refused"))).isFalse();
  }

  private Sha256 put(String store) throws IOException {
    return spaces.of(store).put(new ByteArrayInputStream(new byte[] {7}), 1);
  }
}
