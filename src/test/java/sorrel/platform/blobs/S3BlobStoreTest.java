package sorrel.platform.blobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import sorrel.kernel.Sha256;

final class S3BlobStoreTest extends BlobStoreContract {
  private static final String BUCKET = "contract";
  private static final long PART_BYTES = 5L << 20;

  private static MemoryS3 server;

  @TempDir Path folder;

  private final String name = UUID.randomUUID().toString();
  private S3BlobSpaces here;

  @BeforeAll
  static void start_a_server() throws Exception {
    server = MemoryS3.start();
    server.make(BUCKET);
  }

  @AfterAll
  static void stop_the_server() {
    server.close();
  }

  @Override
  protected BlobStore emptyStore() throws IOException {
    here = node("here");
    return here.of(name);
  }

  @AfterEach
  void close_the_place() {
    here.close();
  }

  /** A node with copies of its own. */
  private S3BlobSpaces node(String called) throws IOException {
    return S3BlobSpacesTest.node(server, BUCKET, folder.resolve(called), PART_BYTES);
  }

  @Test
  void a_key_is_prefix_store_and_hash() throws IOException {
    String hex = put(new byte[] {7}).hex();

    assertThat(server.keys(BUCKET, "shelf/" + name))
        .containsExactly("shelf/%s/%s/%s".formatted(name, hex.substring(0, 2), hex.substring(2)));
  }

  @Test
  void a_large_blob_goes_and_comes_in_parts() throws IOException {
    byte[] large = new byte[(int) (2 * PART_BYTES + 12_345)];
    new Random(5).nextBytes(large);

    Sha256 address = store.put(new ByteArrayInputStream(large), large.length);

    try (S3BlobSpaces there = node("there")) {
      BlobStore other = there.of(name);
      assertThat(other.range(address, PART_BYTES - 3, 6))
          .isEqualTo(
              java.util.Arrays.copyOfRange(large, (int) PART_BYTES - 3, (int) PART_BYTES + 3));
      assertThat(copiesIn("there")).isZero();
      assertThat(Files.readAllBytes(other.local(address))).isEqualTo(large);
      assertThat(copiesIn("there")).isOne();
    }
    assertThat(server.client().listMultipartUploads(list -> list.bucket(BUCKET)).uploads())
        .isEmpty();
  }

  @Test
  void what_was_stored_here_is_not_fetched() throws IOException {
    Sha256 address = put(new byte[] {7});
    server
        .client()
        .deleteObject(
            object -> object.bucket(BUCKET).key("shelf/" + name + "/" + BlobName.of(address)));

    assertThat(Files.readAllBytes(store.local(address))).containsExactly(7);
  }

  @Test
  void storing_anew_does_not_trust_the_copy_here() throws IOException {
    Sha256 address = put(new byte[] {7});
    server
        .client()
        .deleteObject(
            object -> object.bucket(BUCKET).key("shelf/" + name + "/" + BlobName.of(address)));

    assertThat(put(new byte[] {7})).isEqualTo(address);

    assertThat(server.keys(BUCKET, "shelf/" + name)).hasSize(1);
  }

  @Test
  void bytes_that_are_not_those_of_the_hash_are_refused_and_not_kept() throws IOException {
    Sha256 address = Sha256.of("what was meant".getBytes(UTF_8));
    server
        .client()
        .putObject(
            object -> object.bucket(BUCKET).key("shelf/" + name + "/" + BlobName.of(address)),
            RequestBody.fromString("what is there"));

    assertThatThrownBy(() -> store.local(address))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the bytes under the name of blob " + address);
    assertThat(copiesIn("here")).isZero();
  }

  @Test
  void no_temporary_file_is_left() throws IOException {
    var _ = put(new byte[] {7});
    var _ = put(new byte[] {7});

    try (Stream<Path> left = Files.list(folder.resolve("here/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  private long copiesIn(String node) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(node))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
