package sorrel.platform.blobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Sha256;

/** What every blob store does. */
public abstract class BlobStoreContract {
  private static final byte[] HELLO = "hello, blobs".getBytes(UTF_8);
  private static final Sha256 MISSING = Sha256.of("nobody stored this".getBytes(UTF_8));

  protected BlobStore store;

  /** A store without blobs. */
  protected abstract BlobStore emptyStore() throws IOException;

  @BeforeEach
  void open_a_store() throws IOException {
    store = emptyStore();
  }

  @Test
  void a_stream_comes_back_under_its_hash() throws IOException {
    Sha256 address = put(HELLO);

    assertThat(address).isEqualTo(Sha256.of(HELLO));
    assertThat(store.exists(address)).isTrue();
    assertThat(store.size(address)).isEqualTo(HELLO.length);
    assertThat(all(address)).isEqualTo(HELLO);
    assertThat(Files.readAllBytes(store.local(address))).isEqualTo(HELLO);
    try (FileChannel channel = store.channel(address)) {
      assertThat(channel.size()).isEqualTo(HELLO.length);
    }
  }

  @Test
  void a_blob_is_not_there_before_its_last_byte() throws IOException {
    InputStream watched =
        new SequenceInputStream(
            new ByteArrayInputStream(HELLO),
            new LastByte(() -> assertThat(store.exists(Sha256.of(HELLO))).isFalse()));

    assertThat(store.put(watched, 1000)).isEqualTo(Sha256.of(HELLO));

    assertThat(store.exists(Sha256.of(HELLO))).isTrue();
  }

  @Test
  void a_file_is_taken_in_and_gone() throws IOException {
    Path file = store.temporaryFile();
    Files.write(file, HELLO);

    Sha256 address = store.put(file);

    assertThat(all(address)).isEqualTo(HELLO);
    assertThat(file).doesNotExist();
  }

  @Test
  void a_file_from_elsewhere_is_taken_in_and_gone() throws IOException {
    Path file = Files.createTempFile("elsewhere", "");
    Files.write(file, HELLO);

    assertThat(all(store.put(file))).isEqualTo(HELLO);
    assertThat(file).doesNotExist();
  }

  @Test
  void storing_the_same_again_is_harmless() throws IOException {
    Path file = store.temporaryFile();
    Files.write(file, HELLO);

    assertThat(put(HELLO)).isEqualTo(put(HELLO)).isEqualTo(store.put(file));

    assertThat(file).doesNotExist();
    assertThat(all(Sha256.of(HELLO))).isEqualTo(HELLO);
  }

  @Test
  void nothing_is_a_blob_as_well() throws IOException {
    Sha256 address = put(new byte[0]);

    assertThat(store.size(address)).isZero();
    assertThat(all(address)).isEmpty();
    assertThat(store.range(address, 0, 0)).isEmpty();
  }

  @Test
  void a_stream_of_the_allowed_length_is_taken() throws IOException {
    assertThat(store.put(new ByteArrayInputStream(HELLO), HELLO.length))
        .isEqualTo(Sha256.of(HELLO));
  }

  @Test
  void a_longer_stream_is_refused_and_not_kept() throws IOException {
    assertThatThrownBy(() -> store.put(new ByteArrayInputStream(HELLO), HELLO.length - 1))
        .isInstanceOfSatisfying(
            BlobTooLargeException.class,
            refusal -> assertThat(refusal.bytesMax()).isEqualTo(HELLO.length - 1));
    assertThat(store.exists(Sha256.of(HELLO))).isFalse();
  }

  @Test
  void a_stream_that_breaks_is_not_kept() throws IOException {
    InputStream begun = new ByteArrayInputStream(HELLO);
    InputStream broken = new SequenceInputStream(begun, new CutLine());

    assertThatThrownBy(() -> store.put(broken, 1000)).hasMessage("the line was cut");
    assertThat(store.exists(Sha256.of(HELLO))).isFalse();
  }

  @Test
  void a_part_is_read_alone() throws IOException {
    Sha256 address = put(HELLO);

    assertThat(store.range(address, 7, 5)).isEqualTo("blobs".getBytes(UTF_8));
    assertThat(store.range(address, HELLO.length, 0)).isEmpty();
    assertThatThrownBy(() -> store.range(address, 8, 5)).isInstanceOf(EOFException.class);
  }

  @Test
  void a_blob_that_is_not_there_is_said_to_be_missing() throws IOException {
    List<Callable<?>> reads =
        List.of(
            () -> store.open(MISSING),
            () -> store.range(MISSING, 0, 1),
            () -> store.local(MISSING),
            () -> store.channel(MISSING),
            () -> store.size(MISSING));

    assertThat(store.exists(MISSING)).isFalse();
    for (Callable<?> read : reads) {
      assertThatThrownBy(read::call)
          .isInstanceOf(BlobMissingException.class)
          .hasMessageContaining(MISSING.hex());
    }
  }

  @Test
  void a_deleted_blob_is_gone_and_may_be_deleted_again() throws IOException {
    Sha256 address = put(HELLO);

    store.delete(address);
    store.delete(address);

    assertThat(store.exists(address)).isFalse();
    assertThat(all(put(HELLO))).isEqualTo(HELLO);
  }

  @Test
  void a_blob_that_is_open_may_be_read_to_its_end_after_it_is_deleted() throws IOException {
    Sha256 address = put(HELLO);

    try (InputStream stream = store.open(address)) {
      store.delete(address);
      assertThat(stream.readAllBytes()).isEqualTo(HELLO);
    }
  }

  @Test
  void many_threads_may_store_at_once() throws Exception {
    List<Callable<Sha256>> puts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      byte[] content = {(byte) (i % 16)};
      puts.add(() -> put(content));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Sha256> put : threads.invokeAll(puts)) {
        assertThat(store.size(put.get())).isEqualTo(1);
      }
    }
  }

  protected Sha256 put(byte[] content) throws IOException {
    return store.put(new ByteArrayInputStream(content), 1000);
  }

  protected byte[] all(Sha256 address) throws IOException {
    try (InputStream stream = store.open(address)) {
      return stream.readAllBytes();
    }
  }

  /** What is looked at when a stream has been read to its end. */
  private interface Look {
    void take() throws IOException;
  }

  /** A stream without bytes that has somebody look when that is found. */
  private static final class LastByte extends InputStream {
    private final Look look;

    LastByte(Look look) {
      this.look = look;
    }

    @Override
    public int read() throws IOException {
      look.take();
      return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }

  /** A stream that fails at the first byte. */
  private static final class CutLine extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the line was cut");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("the line was cut");
    }
  }
}
