package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ImageShape;

class PixelCacheTest {
  private static final ImageShape SHAPE = new ImageShape(3, 5, 3);
  private static final int COUNT = 200;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("dataset.pixels");
  }

  @Test
  void pictures_put_from_many_threads_come_back_in_their_places() {
    write();
    try (PixelCache cache = PixelCache.open(file)) {
      assertThat(cache.shape()).isEqualTo(SHAPE);
      assertThat(cache.count()).isEqualTo(COUNT);
      for (int i = 0; i < COUNT; i++) {
        byte[] got =
            cache
                .pixels()
                .asSlice((long) i * SHAPE.size(), SHAPE.size())
                .toArray(ValueLayout.JAVA_BYTE);
        assertThat(got).isEqualTo(picture(i));
      }
    }
  }

  @Test
  void an_unfinished_cache_has_no_name_and_leaves_nothing() throws IOException {
    try (PixelCacheWriter writer = new PixelCacheWriter(file, SHAPE, COUNT)) {
      writer.put(0, picture(0));
      assertThat(file).doesNotExist();
      assertThatThrownBy(writer::finish).hasMessageContaining("199 of 200 pictures are missing");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void an_unfinished_file_is_refused_even_under_the_right_name() throws IOException {
    try (PixelCacheWriter writer = new PixelCacheWriter(file, SHAPE, COUNT)) {
      writer.put(COUNT - 1, picture(0));
      try (Stream<Path> unfinished = Files.list(folder)) {
        Files.copy(unfinished.findFirst().orElseThrow(), file);
      }
    }
    assertRefused();
  }

  @Test
  void a_shortened_or_altered_or_missing_file_is_refused() throws IOException {
    assertRefused();
    write();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertRefused();
    Files.write(file, Arrays.copyOf(whole, 10));
    assertRefused();
    for (int at : new int[] {0, 9, 14, 25, 30}) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(file, altered);
      assertRefused();
    }
  }

  @Test
  void a_picture_of_another_size_or_place_or_a_second_one_is_refused() {
    try (PixelCacheWriter writer = new PixelCacheWriter(file, SHAPE, COUNT)) {
      writer.put(0, picture(0));
      assertThatThrownBy(() -> writer.put(0, picture(0))).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.put(COUNT, picture(0)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.put(1, new byte[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void write() {
    try (PixelCacheWriter writer = new PixelCacheWriter(file, SHAPE, COUNT)) {
      IntStream.range(0, COUNT).parallel().forEach(i -> writer.put(i, picture(i)));
      writer.finish();
    }
  }

  private void assertRefused() {
    assertThatThrownBy(() -> PixelCache.open(file)).isInstanceOf(UncheckedIOException.class);
  }

  private static byte[] picture(int index) {
    byte[] pixels = new byte[SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (index * 31 + i);
    }
    return pixels;
  }
}
