package sorrel.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.Sha256;

final class LocalCopiesTest {
  private static final int BLOB_BYTES = 100;
  private static final int THREADS = 8;
  private static final Duration OPENED = Duration.ofMinutes(BlobStore.OPENED_WITHIN_MINUTES);

  @TempDir Path folder;

  private final AtomicInteger fetched = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private LocalCopies copies;

  @BeforeEach
  void room_for_three() throws IOException {
    copies = open();
  }

  private LocalCopies open() throws IOException {
    return LocalCopies.open(folder.resolve("copies"), 3 * BLOB_BYTES, () -> now);
  }

  @Test
  void many_threads_that_ask_at_once_fetch_once() throws Exception {
    CountDownLatch asked = new CountDownLatch(THREADS);
    LocalCopies.Source slow =
        file -> {
          await(asked);
          write(1, file);
        };
    List<Callable<Path>> asks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      asks.add(
          () -> {
            asked.countDown();
            return copies.file("one", address(1), slow);
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> copy : threads.invokeAll(asks)) {
        assertThat(copy.get()).hasBinaryContent(content(1));
      }
    }
    assertThat(fetched).hasValue(1);
  }

  @Test
  void a_fetch_that_fails_is_tried_again_by_the_next_who_asks() throws IOException {
    LocalCopies.Source broken =
        _ -> {
          throw new IOException("the line was cut");
        };

    assertThatThrownBy(() -> copies.file("one", address(1), broken)).hasMessage("the line was cut");
    assertThat(copies.file("one", address(1), bytesOf(1))).exists();
  }

  @Test
  void other_bytes_are_refused() throws IOException {
    assertThatThrownBy(() -> copies.file("one", address(1), bytesOf(2)))
        .hasMessageContaining("the bytes under the name of blob");
    assertThat(copies.bytes()).isZero();
  }

  @Test
  void the_least_recently_used_leaves_first() throws IOException {
    Path first = copies.file("one", address(1), bytesOf(1));
    Path second = copies.file("one", address(2), bytesOf(2));
    Path third = copies.file("two", address(3), bytesOf(3));
    now = now.plusSeconds(1);
    assertThat(copies.file("one", address(1), bytesOf(1))).isEqualTo(first);
    now = now.plus(OPENED).plusSeconds(1);

    Path fourth = copies.file("one", address(4), bytesOf(4));

    assertThat(second).doesNotExist();
    assertThat(List.of(first, third, fourth)).allMatch(Files::exists);
    assertThat(copies.bytes()).isEqualTo(3 * BLOB_BYTES);
    assertThat(fetched).hasValue(4);
  }

  @Test
  void a_file_that_was_just_handed_out_stays_until_it_can_have_been_opened() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      files.add(copies.file("one", address(i), bytesOf(i)));
    }
    assertThat(files).allMatch(Files::exists);

    now = now.plus(OPENED);
    copies.shrink();

    assertThat(files).filteredOn(Files::exists).hasSize(3);
    assertThat(copies.bytes()).isEqualTo(3 * BLOB_BYTES);
  }

  @Test
  void a_blob_that_is_open_makes_room_and_is_read_to_its_end() throws IOException {
    try (FileChannel open = copies.channel("one", address(1), bytesOf(1))) {
      for (int i = 2; i < 6; i++) {
        now = now.plusSeconds(11);
        copies.channel("one", address(i), bytesOf(i)).close();
      }
      assertThat(copies.present("one", address(1))).isEmpty();
      ByteBuffer read = ByteBuffer.allocate(BLOB_BYTES);
      open.read(read);
      assertThat(read.array()).isEqualTo(content(1));
    }
  }

  @Test
  void what_an_earlier_process_left_is_used_if_its_bytes_are_right() throws IOException {
    Path good = copies.file("one", address(1), bytesOf(1));
    Path torn = copies.file("one", address(2), bytesOf(2));
    Files.write(torn, new byte[0]);

    copies = open();

    assertThat(copies.bytes()).isEqualTo(BLOB_BYTES);
    assertThat(copies.present("one", address(1))).isEmpty();
    assertThat(copies.file("one", address(1), bytesOf(1))).isEqualTo(good);
    assertThat(fetched).hasValue(2);
    assertThat(copies.file("one", address(2), bytesOf(2))).hasBinaryContent(content(2));
    assertThat(fetched).hasValue(3);
  }

  @Test
  void a_copy_that_somebody_removed_is_fetched_again() throws IOException {
    Files.delete(copies.file("one", address(1), bytesOf(1)));

    assertThat(copies.file("one", address(1), bytesOf(1))).hasBinaryContent(content(1));
    assertThat(copies.bytes()).isEqualTo(BLOB_BYTES);
  }

  @Test
  void a_store_leaves_wholly() throws IOException {
    Path gone = copies.file("one", address(1), bytesOf(1));
    Path kept = copies.file("two", address(1), bytesOf(1));

    copies.removeAll("one");

    assertThat(gone).doesNotExist();
    assertThat(kept).exists();
    assertThat(copies.stores()).containsExactly("two");
    assertThat(copies.bytes()).isEqualTo(BLOB_BYTES);
  }

  private LocalCopies.Source bytesOf(int blob) {
    return file -> write(blob, file);
  }

  private void write(int blob, Path file) throws IOException {
    fetched.incrementAndGet();
    Files.copy(
        new ByteArrayInputStream(content(blob)),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static byte[] content(int blob) {
    byte[] content = new byte[BLOB_BYTES];
    content[0] = (byte) blob;
    return content;
  }

  private static Sha256 address(int blob) {
    return Sha256.of(content(blob));
  }
}
