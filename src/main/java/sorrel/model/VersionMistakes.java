package sorrel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import sorrel.dataset.Datasets;
import sorrel.head.FeatureTableFile;
import sorrel.head.HeadFile;
import sorrel.head.domain.Mistake;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Newest;
import sorrel.kernel.Page;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;
import sorrel.model.domain.Version;
import sorrel.platform.blobs.BlobStore;

/**
 * The pictures held back for testing that versions took for something else. Finding them takes
 * seconds of work on a large set, so it is done for one version at a time, and the newest lists are
 * kept.
 */
public final class VersionMistakes {
  private static final int LISTS_KEPT = 20;

  private final Function<ModelId, BlobStore> blobs;
  private final Datasets datasets;
  private final Map<Version.VersionFiles, List<Mistake>> kept = new Newest<>(LISTS_KEPT);

  public VersionMistakes(Function<ModelId, BlobStore> blobs, Datasets datasets) {
    this.blobs = blobs;
    this.datasets = datasets;
  }

  /** A picture with its mistake. */
  public record MistakenImage(ImageId image, Mistake mistake) {}

  /**
   * Mistakes of one kind, the surest first; blocking.
   *
   * @param from how many to pass over; the page's {@code next} is where the next one begins
   */
  public Page<MistakenImage> of(
      ModelId model, Version version, Predicate<Mistake> wanted, int from, int limit) {
    Page<Mistake> page = page(found(model, version).stream().filter(wanted).toList(), from, limit);
    Map<Sha256, ImageId> images =
        datasets.byContent(model, page.items().stream().map(Mistake::picture).toList());
    return new Page<>(
        page.items().stream()
            .filter(each -> images.containsKey(each.picture()))
            .map(each -> new MistakenImage(images.get(each.picture()), each))
            .toList(),
        page.next());
  }

  private static Page<Mistake> page(List<Mistake> all, int from, int limit) {
    int start = Math.min(from, all.size());
    int end = (int) Math.min((long) start + limit, all.size());
    return new Page<>(
        all.subList(start, end),
        end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
  }

  private synchronized List<Mistake> found(ModelId model, Version version) {
    return kept.computeIfAbsent(
        version.files(),
        files ->
            Mistake.in(
                HeadFile.read(file(model, files.head())),
                FeatureTableFile.read(file(model, files.table())),
                Part.TESTING));
  }

  private Path file(ModelId model, Sha256 blob) {
    try {
      return blobs.apply(model).local(blob);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
