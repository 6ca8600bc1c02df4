package sorrel.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pictures made here, so that the reader is held to its promises without any shared folder. */
class PictureReaderTest {
  private static final PictureReader READER = new PictureReader(PictureLimits.DEFAULT);

  @Test
  void every_png_kind_of_the_jdks_writer_reads_as_the_jdk_means_it() {
    for (int type :
        List.of(
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_3BYTE_BGR)) {
      BufferedImage image = scene(31, 17, type);
      Pixels pixels = read(PictureFiles.encoded(image, "png")).pixels();
      for (int y = 0; y < 17; y++) {
        for (int x = 0; x < 31; x++) {
          int expected =
              type == BufferedImage.TYPE_BYTE_GRAY
                  ? image.getRaster().getSample(x, y, 0)
                  : image.getRGB(x, y) >> 8 & 0xFF;
          assertThat(green(pixels, x, y)).as("type %d at %d, %d", type, x, y).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void small_is_what_takes_less_time_than_another_thread() {
    int grey = BufferedImage.TYPE_BYTE_GRAY;
    assertThat(READER.isSmall(PictureFiles.encoded(scene(28, 28, grey), "png"))).isTrue();
    assertThat(READER.isSmall("no picture".getBytes(US_ASCII))).isTrue();
    assertThat(READER.isSmall(PictureFiles.encoded(scene(300, 300, grey), "png"))).isFalse();
    assertThat(READER.isSmall(PictureFiles.encoded(scene(28, 28, grey), "jpg"))).isFalse();
    byte[] flat = PictureFiles.encoded(new BufferedImage(900, 900, grey), "png");
    assertThat(flat.length).isLessThan(16 * 1024);
    assertThat(READER.isSmall(flat)).isFalse();
  }

  @Test
  void interlaced_png_gives_the_same_pixels() {
    BufferedImage image = scene(21, 13, BufferedImage.TYPE_3BYTE_BGR);
    Picture plain = read(PictureFiles.encoded(image, "png"));
    Picture interlaced = read(PictureFiles.interlaced(image));
    assertThat(interlaced.pixels().values()).isEqualTo(plain.pixels().values());
  }

  @Test
  void sixteen_bits_are_rounded_to_eight() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 32_896, 65_535});
    assertThat(read(PictureFiles.encoded(image, "png")).pixels().values())
        .containsExactly(0, (byte) 128, (byte) 255);
  }

  @Test
  void transparency_is_laid_over_white() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FF0000);
    image.setRGB(1, 0, 0x80000000);
    assertThat(read(PictureFiles.encoded(image, "png")).pixels().values())
        .containsExactly(-1, -1, -1, 127, 127, 127);
  }

  @Test
  void exif_orientation_turns_jpeg_and_png_upright() {
    BufferedImage image = scene(40, 24, BufferedImage.TYPE_3BYTE_BGR);
    for (String format : List.of("jpeg", "png")) {
      byte[] file = PictureFiles.encoded(image, format);
      Picture stored = read(file);
      for (int orientation = 1; orientation <= 8; orientation++) {
        Picture turned = read(PictureFiles.withOrientation(file, orientation));
        boolean sideways = orientation >= 5;
        assertThat(turned.width()).isEqualTo(sideways ? 24 : 40);
        assertThat(turned.height()).isEqualTo(sideways ? 40 : 24);
        assertThat(corners(turned.pixels()))
            .as("%s %d", format, orientation)
            .isEqualTo(turnedCorners(corners(stored.pixels()), orientation));
      }
    }
  }

  @Test
  void jpeg_colours_are_those_of_the_jdk() throws Exception {
    byte[] file = PictureFiles.encoded(scene(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    BufferedImage expected = PictureFiles.decoded(file);
    Pixels pixels = read(file).pixels();
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(green(pixels, x, y)).isEqualTo(expected.getRGB(x, y) >> 8 & 0xFF);
      }
    }
  }

  @Test
  void ink_is_read_with_and_without_adobes_inversion() {
    // A JPEG of four equal components holds cyan, magenta, yellow and black of one value.
    Pixels plain = read(PictureFiles.fourComponents(200, false)).pixels();
    Pixels inverted = read(PictureFiles.fourComponents(200, true)).pixels();
    assertThat(green(plain, 3, 3)).isBetween(10, 14);
    assertThat(green(inverted, 3, 3)).isBetween(155, 159);
  }

  @Test
  void grey_is_told_from_colour() {
    assertThat(
            read(PictureFiles.encoded(scene(9, 9, BufferedImage.TYPE_BYTE_GRAY), "jpeg"))
                .looksGrey())
        .isTrue();
    assertThat(
            read(PictureFiles.encoded(scene(9, 9, BufferedImage.TYPE_INT_RGB), "jpeg")).looksGrey())
        .isFalse();
  }

  @Test
  void what_is_no_picture_is_refused_with_its_reason() {
    assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
    assertThat(reason("<html>not found</html>".getBytes(US_ASCII))).isEqualTo(Reason.NOT_A_PICTURE);
    assertThat(reason("\0\0\0\030ftypheic\0\0\0\0mif1".getBytes(US_ASCII)))
        .isEqualTo(Reason.UNSUPPORTED_FORMAT);
    assertThat(reason("%PDF-1.7".getBytes(US_ASCII))).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    assertThat(new PictureReader(new PictureLimits(10, 100)).read(new byte[11]))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void a_cut_off_picture_is_refused_wherever_it_is_cut() {
    BufferedImage image = scene(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (String format : List.of("jpeg", "png", "gif", "bmp", "tiff")) {
      byte[] file = PictureFiles.encoded(image, format);
      for (int percent : new int[] {10, 30, 50, 70, 90}) {
        byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
        assertThat(READER.read(cut))
            .as("%s at %d %%", format, percent)
            .isInstanceOf(Reading.Unreadable.class);
      }
    }
  }

  @Test
  void a_header_that_claims_more_than_the_limits_is_refused_before_decoding() {
    byte[] png = PictureFiles.encoded(scene(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png");
    assertThat(reason(PictureFiles.withPngSize(png, 60_000, 60_000)))
        .isEqualTo(Reason.TOO_MANY_PIXELS);
    assertThat(reason(PictureFiles.withPngSize(png, -1, -1))).isEqualTo(Reason.TOO_MANY_PIXELS);
    assertThat(reason(PictureFiles.withPngSize(png, 0, 8))).isEqualTo(Reason.DAMAGED);
    assertThat(reason(PictureFiles.withPngSize(png, 7000, 7000))).isEqualTo(Reason.TRUNCATED);
  }

  @Test
  void thinning_out_keeps_four_pixels_for_each_wanted_one() {
    byte[] file = PictureFiles.encoded(scene(2000, 1000, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Picture picture =
        switch (READER.read(file, 32)) {
          case Reading.Readable(Picture thinned) -> thinned;
          case Reading.Unreadable refused -> throw new AssertionError(refused);
        };
    assertThat(picture.width()).isEqualTo(2000);
    assertThat(picture.pixels().height()).isBetween(128, 256);
    assertThat(picture.pixels().width()).isEqualTo(2 * picture.pixels().height());
  }

  @Test
  void no_damage_makes_the_reader_throw() {
    Random random = new Random(11);
    BufferedImage image = scene(40, 30, BufferedImage.TYPE_3BYTE_BGR);
    for (String format : List.of("jpeg", "png", "gif", "bmp", "tiff")) {
      byte[] file = PictureFiles.encoded(image, format);
      for (int round = 0; round < 200; round++) {
        byte[] damaged = file.clone();
        for (int flips = random.nextInt(1, 12); flips > 0; flips--) {
          // The headers are the most telling to damage.
          int reach = random.nextBoolean() ? Math.min(64, file.length) : file.length;
          damaged[random.nextInt(reach)] = (byte) random.nextInt();
        }
        assertThat(READER.read(damaged)).isNotNull();
      }
    }
  }

  @Test
  void the_reader_can_be_used_by_many_threads() {
    byte[] jpeg = PictureFiles.encoded(scene(32, 32, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    byte[] png = PictureFiles.encoded(scene(32, 32, BufferedImage.TYPE_3BYTE_BGR), "png");
    byte[] expectedJpeg = read(jpeg).pixels().values();
    byte[] expectedPng = read(png).pixels().values();
    boolean same =
        IntStream.range(0, 2000)
            .parallel()
            .allMatch(
                i ->
                    i % 2 == 0
                        ? Arrays.equals(read(jpeg).pixels().values(), expectedJpeg)
                        : Arrays.equals(read(png).pixels().values(), expectedPng));
    assertThat(same).isTrue();
  }

  /** Top left, top right, bottom right, bottom left, as classes of brightness. */
  private static List<Integer> corners(Pixels pixels) {
    int right = pixels.width() - 2;
    int bottom = pixels.height() - 2;
    return Stream.of(
            green(pixels, 1, 1),
            green(pixels, right, 1),
            green(pixels, right, bottom),
            green(pixels, 1, bottom))
        .map(value -> Math.round(value / 64f))
        .toList();
  }

  /** Where EXIF's definition puts the stored corners (top left, clockwise). */
  private static List<Integer> turnedCorners(List<Integer> stored, int orientation) {
    int[] order =
        switch (orientation) {
          case 2 -> new int[] {1, 0, 3, 2};
          case 3 -> new int[] {2, 3, 0, 1};
          case 4 -> new int[] {3, 2, 1, 0};
          case 5 -> new int[] {0, 3, 2, 1};
          case 6 -> new int[] {3, 0, 1, 2};
          case 7 -> new int[] {2, 1, 0, 3};
          case 8 -> new int[] {1, 2, 3, 0};
          default -> new int[] {0, 1, 2, 3};
        };
    return Arrays.stream(order).mapToObj(stored::get).toList();
  }

  private static int green(Pixels pixels, int x, int y) {
    int at = (y * pixels.width() + x) * pixels.channels();
    return pixels.values()[pixels.channels() == 1 ? at : at + 1] & 0xFF;
  }

  private static Picture read(byte[] file) {
    return switch (READER.read(file)) {
      case Reading.Readable(Picture picture) -> picture;
      case Reading.Unreadable refused -> throw new AssertionError(refused);
    };
  }

  private static Reason reason(byte[] file) {
    return switch (READER.read(file)) {
      case Reading.Readable readable -> throw new AssertionError(readable);
      case Reading.Unreadable(Reason reason, String _) -> reason;
    };
  }

  /** Corners of four different brightnesses over a gradient in colour. */
  private static BufferedImage scene(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    graphics.fillRect(0, 0, width, height);
    int w = width / 3;
    int h = height / 3;
    graphics.setColor(new Color(0, 0, 0));
    graphics.fillRect(0, 0, w, h);
    graphics.setColor(new Color(250, 64, 20));
    graphics.fillRect(width - w, 0, w, h);
    graphics.setColor(new Color(0, 128, 250));
    graphics.fillRect(width - w, height - h, w, h);
    graphics.setColor(new Color(255, 255, 255));
    graphics.fillRect(0, height - h, w, h);
    graphics.dispose();
    return image;
  }
}
