package sorrel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ModelId;
import sorrel.training.domain.DecodedPictures;

/** Which decoded pictures lie on this node, in the order of their use. */
final class NearPictures {
  private static final Logger LOG = LoggerFactory.getLogger(NearPictures.class);

  private static final String ENDING = ".pixels";

  private final SequencedSet<DecodedPictures> used = new LinkedHashSet<>();

  private NearPictures() {}

  /** Those that an earlier process left in a folder. */
  static NearPictures in(Path folder) {
    NearPictures found = new NearPictures();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        files.filter(file -> file.toString().endsWith(ENDING)).forEach(found::add);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return found;
  }

  private void add(Path file) {
    String name = file.getFileName().toString();
    try {
      used.add(
          new DecodedPictures(
              ModelId.of(file.getParent().getFileName().toString()),
              name.substring(0, name.length() - ENDING.length())));
    } catch (IllegalArgumentException notOfAModel) {
      LOG.warn("{} is none of the decoded pictures", file);
    }
  }

  /** Where they are kept. */
  static Path file(Path folder, DecodedPictures pictures) {
    return folder.resolve(pictures.model().toString()).resolve(pictures.content() + ENDING);
  }

  synchronized void used(DecodedPictures pictures) {
    used.addLast(pictures);
  }

  synchronized void erased(ModelId model) {
    used.removeIf(each -> each.model().equals(model));
  }

  /** So many, those used last first. */
  synchronized List<DecodedPictures> newest(int most) {
    return new ArrayList<>(used.reversed()).stream().limit(most).toList();
  }
}
