package sorrel.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImagePipeline.Fit;
import sorrel.kernel.ImageShape;

/** Every file of the shared set of awkward pictures, against a table of what must come of it. */
class AwkwardPicturesTest {
  private static final ImagePipeline SMALL =
      new ImagePipeline(new ImageShape(32, 48, 3), Fit.STRETCH);

  private static final PictureReader READER = new PictureReader(PictureLimits.DEFAULT);

  @BeforeAll
  static void needs_the_shared_pictures() {
    assumeTrue(
        Files.isDirectory(folder()),
        "no awkward pictures at " + folder() + "; set SORREL_SHARED to the folder that has data/");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void a_file_gives_what_the_table_says(Expectation expected) throws IOException {
    Reading reading = READER.read(Files.readAllBytes(folder().resolve(expected.file())));

    switch (reading) {
      case Reading.Readable(Picture picture) ->
          assertThat(
                  List.of(
                      "works",
                      picture.format().name(),
                      picture.width() + "x" + picture.height(),
                      picture.looksGrey() ? "grey" : "colour"))
              .isEqualTo(
                  List.of(
                      expected.outcome(), expected.format(), expected.size(), expected.colour()));
      case Reading.Unreadable(Reason reason, String sentence) -> {
        assertThat(reason.name()).isEqualTo(expected.outcome());
        assertThat(sentence).matches("[A-Z].+ .+\\.");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void thinning_out_while_decoding_keeps_what_a_small_input_shows(Expectation expected)
      throws IOException {
    byte[] file = Files.readAllBytes(folder().resolve(expected.file()));
    Picture whole = picture(file, 0);
    Picture thinned = picture(file, 48);

    assertThat(thinned.width()).isEqualTo(whole.width());
    assertThat(thinned.height()).isEqualTo(whole.height());
    double apart =
        meanDifference(PipelineApplier.apply(whole, SMALL), PipelineApplier.apply(thinned, SMALL));
    assertThat(apart).isLessThan(8);
  }

  @Test
  void every_file_is_in_the_table() throws IOException {
    List<String> listed = expectations().map(Expectation::file).sorted().toList();
    try (Stream<Path> files = Files.walk(folder())) {
      List<String> present =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder().relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("MANIFEST.tsv"))
              .sorted()
              .toList();
      assertThat(listed).isEqualTo(present);
    }
  }

  @Test
  void all_orientations_show_the_same_picture() throws IOException {
    for (String shape : List.of("Landscape", "Portrait")) {
      byte[] upright = shown("exif/" + shape + "_1.jpg");
      for (int orientation = 0; orientation <= 8; orientation++) {
        byte[] turned = shown("exif/" + shape + "_" + orientation + ".jpg");
        assertThat(meanDifference(upright, turned)).as("%s %d", shape, orientation).isLessThan(4);
      }
    }
  }

  @Test
  void one_picture_in_many_codings_looks_the_same() throws IOException {
    byte[] plain = shown("made/png_named.jpg");
    for (String name :
        List.of(
            "made/two.dots.v1.jpeg",
            "made/progressive.jpg",
            "made/webp_named.jpg",
            "made/cmyk.jpg",
            "made/cmyk.tif")) {
      assertThat(meanDifference(plain, shown(name))).as(name).isLessThan(12);
    }
    byte[] hopper = shown("pillow/hopper.png");
    for (String name :
        List.of("pillow/hopper.Lab.tif", "pillow/hopper.psd", "pillow/hopper.webp")) {
      assertThat(meanDifference(hopper, shown(name))).as(name).isLessThan(12);
    }
    // The printed colours of a sample page in ink and on a screen differ by its profile.
    byte[] red = shown("pillow/rgb.jpg");
    assertThat(meanDifference(red, shown("pillow/pil_sample_cmyk.jpg"))).isLessThan(40);
    assertThat(meanDifference(red, shown("pillow/tiff_strip_cmyk_jpeg.tif"))).isLessThan(40);
  }

  private static byte[] shown(String name) throws IOException {
    return PipelineApplier.apply(picture(Files.readAllBytes(folder().resolve(name)), 0), SMALL);
  }

  private static Picture picture(byte[] file, int sideWanted) {
    return switch (READER.read(file, sideWanted)) {
      case Reading.Readable(Picture picture) -> picture;
      case Reading.Unreadable(Reason reason, String sentence) ->
          throw new AssertionError(reason + ": " + sentence);
    };
  }

  private static double meanDifference(byte[] one, byte[] two) {
    return IntStream.range(0, one.length)
        .map(i -> Math.abs((one[i] & 0xFF) - (two[i] & 0xFF)))
        .average()
        .orElseThrow();
  }

  private static Stream<Expectation> large() throws IOException {
    return expectations()
        .filter(expected -> expected.size().matches("\\d{3,}x\\d{3,}"))
        .filter(expected -> !expected.file().startsWith("exif/Landscape"));
  }

  private static Stream<Expectation> expectations() throws IOException {
    try (InputStream table = AwkwardPicturesTest.class.getResourceAsStream("awkward.tsv")) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cells -> new Expectation(cells[0], cells[1], cells[2], cells[3], cells[4]));
    }
  }

  private static Path folder() {
    String shared =
        Optional.ofNullable(System.getProperty("SORREL_SHARED"))
            .or(() -> Optional.ofNullable(System.getenv("SORREL_SHARED")))
            .orElse("../shared");
    return Path.of(shared, "data", "awkward");
  }

  private record Expectation(
      String file, String outcome, String format, String size, String colour) {
    @Override
    public String toString() {
      return file;
    }
  }
}
