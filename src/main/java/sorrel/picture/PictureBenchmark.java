package sorrel.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/** Times decoding and shrinking per picture on one thread, against plain ImageIO in one run. */
public final class PictureBenchmark {
  private static final int PICTURES_MAX = 6_000;
  private static final int ROUNDS = 7;

  private final List<Path> zips;

  /**
   * @param zips archives of pictures; of each the first 6,000 files are used
   */
  public PictureBenchmark(List<Path> zips) {
    this.zips = List.copyOf(zips);
  }

  /**
   * Prints a line a zip: microseconds a picture, the median of the later rounds.
   *
   * @throws IOException when a zip cannot be read
   */
  public void run(PrintStream out) throws IOException {
    out.println(
        "zip                       pictures  refused  Sorrel us  with pipeline us  ImageIO us");
    for (Path zip : zips) {
      List<byte[]> files = files(zip);
      PictureReader reader = new PictureReader(PictureLimits.DEFAULT);
      PictureStatistics statistics = PictureStatistics.NONE;
      int refused = 0;
      for (byte[] file : files) {
        switch (reader.read(file)) {
          case Reading.Readable readable ->
              statistics = statistics.plus(PictureStatistics.of(readable.picture()));
          case Reading.Unreadable _ -> refused++;
        }
      }
      var pipeline = PipelineSuggestion.of(statistics);
      int side = Math.max(pipeline.input().width(), pipeline.input().height());
      double[] sorrel = new double[ROUNDS];
      double[] applied = new double[ROUNDS];
      double[] imageIo = new double[ROUNDS];
      // In turns, so that a slow moment of the machine does not fall on one alone.
      for (int round = 0; round < ROUNDS; round++) {
        sorrel[round] = microseconds(files, reader::read);
        applied[round] =
            microseconds(
                files,
                file ->
                    reader.read(file, side) instanceof Reading.Readable readable
                        ? PipelineApplier.apply(readable.picture(), pipeline)
                        : null);
        imageIo[round] = microseconds(files, PictureBenchmark::plain);
      }
      out.printf(
          Locale.ROOT,
          "%-24s %9d %8d %10.1f %17.1f %11.1f%n",
          zip.getFileName(),
          files.size(),
          refused,
          median(sorrel),
          median(applied),
          median(imageIo));
    }
  }

  private static double microseconds(List<byte[]> files, Function<byte[], Object> work) {
    int done = 0;
    long start = System.nanoTime();
    for (byte[] file : files) {
      done += work.apply(file) == null ? 0 : 1;
    }
    long nanos = System.nanoTime() - start;
    return nanos / 1e3 / Math.max(1, done);
  }

  private static Object plain(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(double[] rounds) {
    double[] warm = Arrays.copyOfRange(rounds, 2, rounds.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private static List<byte[]> files(Path path) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements() && files.size() < PICTURES_MAX) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            files.add(in.readAllBytes());
          }
        }
      }
    }
    return files;
  }
}
