package sorrel.cli.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Pictures that a model has not learned from, with the class that they are of. */
public final class TestingPictures {
  private static final String SPLIT = "testing";

  /** Which pictures are taken of too many must not change from one measurement to the next. */
  private static final long SEED = 20_260;

  private TestingPictures() {}

  /**
   * One of them.
   *
   * @param label its class
   * @param content reads its bytes; throws {@link UncheckedIOException}
   */
  public record Labelled(String label, Supplier<byte[]> content) {}

  /**
   * Those under {@code testing/<class>/}, also below other folders; none if the zip is not so
   * ordered. The zip must stay open while they are read.
   */
  public static List<Labelled> of(ZipFile zip, int max) {
    List<? extends ZipEntry> entries =
        zip.stream()
            .filter(entry -> !entry.isDirectory() && label(entry.getName()).isPresent())
            .sorted(Comparator.comparing(ZipEntry::getName))
            .toList();
    return sample(entries, max).stream()
        .map(entry -> new Labelled(label(entry.getName()).orElseThrow(), () -> bytes(zip, entry)))
        .toList();
  }

  /** Those that the server put aside itself; for zips that say nothing of a split. */
  public static List<Labelled> of(SorrelClient client, Contract.Model model, int max) {
    // The listing may name a class by its id.
    Map<String, String> labels =
        model.classes().stream()
            .collect(Collectors.toMap(Contract.Category::id, Contract.Category::label));
    return sample(client.images(model.id(), SPLIT, Integer.MAX_VALUE), max).stream()
        .map(
            image -> {
              String named = image.label().orElse("");
              return new Labelled(
                  labels.getOrDefault(named, named), () -> client.imageContent(image.id()));
            })
        .toList();
  }

  /** Opens a zip, unless its names are in an encoding that the JDK does not read. */
  public static Optional<ZipFile> open(Path zip) throws IOException {
    try {
      return Optional.of(new ZipFile(zip.toFile()));
    } catch (ZipException unreadable) {
      return Optional.empty();
    }
  }

  /** The class that a path in a zip is of; empty unless it is a testing picture. */
  static Optional<String> label(String path) {
    List<String> parts = List.of(path.split("/"));
    boolean hidden =
        parts.stream().anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    int split = parts.indexOf(SPLIT);
    return hidden || split < 0 || split + 2 >= parts.size()
        ? Optional.empty()
        : Optional.of(parts.get(split + 1));
  }

  private static <T> List<T> sample(List<T> all, int max) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled.subList(0, Math.min(max, shuffled.size()));
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
