package sorrel.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sorrel.picture.DrawnPhotograph.brighter;
import static sorrel.picture.DrawnPhotograph.cropped;
import static sorrel.picture.DrawnPhotograph.grey;
import static sorrel.picture.DrawnPhotograph.jpeg;
import static sorrel.picture.DrawnPhotograph.png;
import static sorrel.picture.DrawnPhotograph.scaled;
import static sorrel.picture.DrawnPhotograph.shifted;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
  private static final PictureReader READER = new PictureReader(PictureLimits.DEFAULT);
  private static final int SCENES = 100;

  private static Optional<Fingerprint> print(byte[] file) {
    return switch (READER.read(file, 64)) {
      case Reading.Readable readable -> Fingerprint.of(readable.picture());
      case Reading.Unreadable unreadable -> throw new AssertionError(unreadable.sentence());
    };
  }

  private static Fingerprint of(byte[] file) {
    return print(file).orElseThrow();
  }

  /** How copies come about, and how many of 100 may be missed. */
  static Stream<Arguments> copies() {
    return Stream.of(
        copy("saved at quality 60", 0, image -> jpeg(image, 0.6f)),
        copy("made smaller", 0, image -> png(scaled(image, 0.7))),
        copy("cut by 3 %", 2, image -> png(cropped(image, 3, 3, 4, 2))),
        copy("cut by 3 % at one corner", 25, image -> png(cropped(image, 7, 5, 0, 0))),
        copy("brighter", 1, image -> png(brighter(image, 1.08))),
        copy("one pixel on", 0, image -> png(shifted(image, 1))),
        copy(
            "cut, made smaller and saved at quality 70",
            2,
            image -> jpeg(scaled(cropped(image, 2, 2, 2, 2), 0.8), 0.7f)));
  }

  private static Arguments copy(String name, int missedMax, Function<BufferedImage, byte[]> how) {
    return Arguments.of(name, missedMax, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("copies")
  void a_copy_of_a_photograph_is_near_it_and_found(
      String name, int missedMax, Function<BufferedImage, byte[]> how) {
    FingerprintIndex index = new FingerprintIndex(1024);
    List<Integer> missed = new ArrayList<>();
    for (int scene = 0; scene < SCENES; scene++) {
      index.add(of(png(DrawnPhotograph.of(scene))));
    }
    for (int scene = 0; scene < SCENES; scene++) {
      Fingerprint copy = of(how.apply(DrawnPhotograph.of(scene)));
      if (index.firstNear(copy).orElse(-1) != scene) {
        missed.add(scene);
      }
    }

    assertThat(missed).as(name).hasSizeLessThanOrEqualTo(missedMax);
  }

  @Test
  void different_photographs_are_not_near() {
    FingerprintIndex index = new FingerprintIndex(1024);
    for (int scene = 0; scene < SCENES; scene++) {
      Fingerprint print = of(png(DrawnPhotograph.of(scene)));
      assertThat(index.firstNear(print)).isEmpty();
      index.add(print);
    }
  }

  @Test
  void different_things_before_the_same_background_are_not_near() {
    Fingerprint one = of(png(framed(1)));
    Fingerprint other = of(png(framed(2)));

    assertThat(one.isNear(other)).isFalse();
  }

  /** A wide white frame around a scene, which most of both pictures is. */
  private static BufferedImage framed(long seed) {
    BufferedImage framed = DrawnPhotograph.blank();
    var canvas = framed.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, framed.getWidth(), framed.getHeight());
    canvas.drawImage(DrawnPhotograph.of(seed), 60, 45, 120, 90, null);
    return framed;
  }

  @Test
  void the_same_thing_in_another_colour_is_not_near() {
    BufferedImage image = DrawnPhotograph.of(3);
    BufferedImage swapped = DrawnPhotograph.blank();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        swapped.setRGB(
            x, y, new Color(colour.getBlue(), colour.getGreen(), colour.getRed()).getRGB());
      }
    }

    assertThat(of(png(image)).isNear(of(png(swapped)))).isFalse();
  }

  @Test
  void a_photograph_without_its_colours_is_near_it() {
    BufferedImage image = DrawnPhotograph.of(4);

    assertThat(of(png(image)).isNear(of(jpeg(grey(image), 0.8f)))).isTrue();
    assertThat(of(png(grey(image))).isNear(of(png(grey(DrawnPhotograph.of(5)))))).isFalse();
  }

  @Test
  void what_is_nearly_flat_has_no_fingerprint() {
    assertThat(print(png(filled((x, y) -> 128)))).isEmpty();
    assertThat(print(png(filled((x, y) -> x)))).as("a shade").isEmpty();
    Random random = new Random(1);
    assertThat(print(png(filled((x, y) -> 200 + random.nextInt(20))))).as("noise").isEmpty();
  }

  private interface Level {
    int at(int x, int y);
  }

  private static BufferedImage filled(Level level) {
    BufferedImage image = DrawnPhotograph.blank();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int grey = level.at(x, y);
        image.setRGB(x, y, new Color(grey, grey, grey).getRGB());
      }
    }
    return image;
  }

  @Test
  void it_is_the_same_after_it_was_written_and_read() {
    Fingerprint print = of(png(DrawnPhotograph.of(6)));
    Fingerprint again = Fingerprint.ofBytes(print.bytes());

    assertThat(again).isEqualTo(print);
    assertThat(again.code()).isEqualTo(print.code());
    assertThat(print.bytes()).hasSize(288);
    assertThat(of(png(grey(DrawnPhotograph.of(6)))).bytes()).hasSize(256);
    assertThatThrownBy(() -> Fingerprint.ofBytes(new byte[17]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_index_keeps_the_newest_and_forgets_the_rest() {
    FingerprintIndex index = new FingerprintIndex(1024);
    List<Fingerprint> prints = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 1500; i++) {
      byte[] levels = new byte[256];
      random.nextBytes(levels);
      prints.add(Fingerprint.ofBytes(levels));
      assertThat(index.add(prints.getLast())).isEqualTo(i);
    }

    assertThat(index.firstNear(prints.get(475))).isEmpty();
    for (int i = 476; i < 1500; i++) {
      assertThat(index.firstNear(prints.get(i))).hasValue(i);
    }
  }
}
